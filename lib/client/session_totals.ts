/** The sums of a filtered list of sessions: the newest at once, all of them when that is asked for. */
import { signal } from "@preact/signals";
import { addTotals, type SessionTotals } from "../domain/session_totals.ts";
import { callApi } from "./api.ts";

/**
 * `some`: there are more than were counted. `counting`: they are being counted, `totals` grows. `failed`: `totals` is what
 * was counted before; null when nothing was.
 */
export type TotalsState =
  | { type: "reading"; totals: null }
  | { type: "some" | "counting" | "all"; totals: SessionTotals }
  | { type: "failed"; totals: SessionTotals | null };

type Part = SessionTotals & { next: string | null };

/** News come in bursts. */
const PAUSE_MS = 2_000;

export class TotalsCount {
  readonly state = signal<TotalsState>({ type: "reading", totals: null });
  #next: string | null = null;
  #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `url` gives the sums that are wanted, and takes a `cursor`. */
  constructor(private readonly url: () => URL) {}

  /** Sums anew, as far as one request goes. */
  async read(): Promise<void> {
    const signal = this.#begin();
    const part = await this.#ask(null, signal);
    if (part === null) return;
    const { next, ...totals } = part;
    this.#next = next;
    this.state.value = { type: next === null ? "all" : "some", totals };
  }

  /** Something began or ended: sums that are whole are kept so. */
  soon(): void {
    if (this.#timer !== null || this.state.peek().type !== "all") return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.read();
    }, PAUSE_MS);
  }

  async countAll(): Promise<void> {
    const signal = this.#begin();
    while (this.#next !== null) {
      const before = this.state.peek().totals;
      if (before === null) return;
      this.state.value = { type: "counting", totals: before };
      const part = await this.#ask(this.#next, signal);
      if (part === null) return;
      this.#next = part.next;
      this.state.value = { type: part.next === null ? "all" : "counting", totals: addTotals(before, part) };
    }
  }

  /** What was counted so far stays, and can be gone on with. */
  stop(): void {
    this.#stop.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { type, totals } = this.state.peek();
    if (type === "counting") this.state.value = { type: "some", totals };
  }

  #begin(): AbortSignal {
    this.stop();
    this.#stop = new AbortController();
    return this.#stop.signal;
  }

  async #ask(cursor: string | null, signal: AbortSignal): Promise<Part | null> {
    const url = this.url();
    if (cursor !== null) url.searchParams.set("cursor", cursor);
    const answer = await callApi<Part>("GET", url.href, { signal });
    if (signal.aborted) return null;
    if (answer.type === "done") return answer.data;
    this.state.value = { type: "failed", totals: this.state.peek().totals };
    return null;
  }
}
