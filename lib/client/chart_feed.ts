/** Where a chart's samples come from: the API for what was, the live stream for what comes. */
import { signal } from "@preact/signals";
import type { Page, SampleView } from "../domain/views.ts";
import { GAP_MS, gapOf, mergeSamples, type Span, within } from "./chart_samples.ts";
import { onLive } from "./live.ts";

export interface ChartSource {
  chargerId: string;
  connectorId: number;
  /** Our id; without it the connector's samples are meant, whatever runs there. */
  transactionId?: string;
}

/** `status` is what the server answered; null: it was not reached. */
export type FeedState = { type: "loading" } | { type: "failed"; status: number | null } | { type: "live" };

/** What to read now; `maxPoints` is how many can be drawn. */
export interface FeedWish {
  span: Span;
  maxPoints: number;
}

/** With more the page has been open for long: they are read again, thinned. */
const MOST_SAMPLES = 4_000;

export class ChartFeed {
  readonly state = signal<FeedState>({ type: "loading" });
  /** Oldest first. */
  readonly samples = signal<SampleView[]>([]);
  /** A silence this long (ms) is a gap. */
  readonly gapMs = signal(GAP_MS);
  #pending: SampleView[] = [];
  #reading: AbortController | null = null;
  #frame = 0;

  constructor(
    private readonly source: ChartSource,
    private readonly hooks: { wish(): FeedWish; ended(at: string): void },
  ) {}

  /** @returns the function that ends it */
  start(): () => void {
    const { chargerId, connectorId, transactionId } = this.source;
    const unlisten = onLive({
      samples: (event) => {
        if (event.connectorId === connectorId) this.#heard(event.items);
      },
      transaction: ({ id, endedAt }) => {
        if (id === transactionId && endedAt !== null) this.hooks.ended(endedAt);
      },
      reset: () => this.read(),
    }, { chargerId });
    this.read();
    return () => {
      unlisten();
      cancelAnimationFrame(this.#frame);
      this.#reading?.abort();
    };
  }

  /** Reads everything again. What is shown stays until it has come. */
  read(): void {
    if (this.state.peek().type === "failed") this.state.value = { type: "loading" };
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const { span, maxPoints } = this.hooks.wish();
    this.#fetch(span, maxPoints, reading.signal).then((items) => {
      this.#reading = null;
      this.gapMs.value = gapOf({ from: span.from, to: span.to ?? Date.now() }, maxPoints);
      this.samples.value = mergeSamples([], items);
      this.state.value = { type: "live" };
      this.#takePending();
    }).catch((error) => {
      // Another reading took its place, or the page is left.
      if (reading.signal.aborted) return;
      this.#reading = null;
      this.state.value = {
        type: "failed",
        status: error instanceof FeedError ? error.status : null,
      };
    });
  }

  async #fetch({ from, to }: Span, maxPoints: number, signal: AbortSignal): Promise<SampleView[]> {
    const { chargerId, connectorId, transactionId } = this.source;
    const query = new URLSearchParams({ maxPoints: String(maxPoints) });
    let path = `/api/transactions/${encodeURIComponent(transactionId ?? "")}/samples`;
    if (transactionId === undefined) {
      path = `/api/chargers/${encodeURIComponent(chargerId)}/samples`;
      query.set("connectorId", String(connectorId));
      query.set("from", new Date(from).toISOString());
      if (to !== null) query.set("to", new Date(to).toISOString());
    }
    const response = await fetch(`${path}?${query}`, { signal });
    if (!response.ok) throw new FeedError(response.status);
    const { items }: Page<SampleView> = await response.json();
    return items;
  }

  #heard(items: SampleView[]): void {
    this.#pending.push(...items);
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#takePending();
      });
    }
  }

  /** While a reading is under way they wait for it: what it brings lies before them. */
  #takePending(): void {
    if (this.#reading !== null || this.#pending.length === 0) return;
    const pending = this.#pending;
    this.#pending = [];
    const samples = within(mergeSamples(this.samples.peek(), pending), this.hooks.wish().span);
    this.samples.value = samples;
    if (samples.length > MOST_SAMPLES) this.read();
  }
}

class FeedError extends Error {
  constructor(readonly status: number) {
    super(`The server answered ${status}`);
  }
}
