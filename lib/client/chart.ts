/** A chart as its island shows it: what is chosen, what is drawn, what is read out. */
import { computed, effect, signal } from "@preact/signals";
import type { Reader } from "../texts/reader.ts";
import { ChartFeed, type ChartSource } from "./chart_feed.ts";
import { type ChartData, type ChartTopic, toLines, topicsOf } from "./chart_lines.ts";
import { Plot, type Window } from "./chart_plot.ts";
import { type ChartTable, readAt, type ReadOut, toTable } from "./chart_read_out.ts";
import { pointsFor, type Span } from "./chart_samples.ts";
import { readNow } from "./now.ts";

export interface ChartProps extends ChartSource {
  /** Of a session: when it started and ended, ISO 8601. Without them the last hours are shown. */
  from?: string;
  to?: string | null;
  /** What its meter stood at when it started; without it, the first that was told. */
  meterStartWh?: number;
}

const HOUR_MS = 3_600_000;
/** A session that has just started is shown as if it were this long; one that has ended as it was, if that is anything. */
const LEAST_MS = 5 * 60_000;
const LEAST_ENDED_MS = 1_000;
const TABLE_ROWS = 50;

export class Chart {
  readonly feed: ChartFeed;
  readonly hours = signal(1);
  /** Null: the whole span. */
  readonly zoom = signal<Window | null>(null);
  readonly #chosen = signal<ChartTopic | null>(null);
  readonly #pointed = signal<(number | null)[] | null>(null);
  readonly #endedAt = signal<string | null>(null);
  #width = 0;

  constructor(private readonly props: ChartProps, private readonly reader: Reader) {
    this.#endedAt.value = props.to ?? null;
    this.feed = new ChartFeed(props, {
      wish: () => ({ span: this.#span(Date.now()), maxPoints: pointsFor(this.#width) }),
      ended: (at) => this.end(at),
    });
  }

  readonly topics = computed(() => topicsOf(this.feed.samples.value));

  /** Null: there is nothing to show. */
  readonly topic = computed((): ChartTopic | null => {
    const [first = null] = this.topics.value;
    const chosen = this.#chosen.value;
    return chosen !== null && this.topics.value.includes(chosen) ? chosen : first;
  });

  readonly data = computed((): ChartData => {
    const samples = this.feed.samples.value;
    const topic = this.topic.value;
    if (topic === null) return { at: [], lines: [] };
    return toLines(samples, topic, { meterStartWh: this.#meterStartWh(), gapMs: this.feed.gapMs.value });
  });

  readonly readOut = computed((): ReadOut => readAt(this.data.value, this.#pointed.value, this.reader.format));

  readonly table = computed((): ChartTable =>
    toTable(this.feed.samples.value, this.topics.value, {
      ...this.reader,
      most: TABLE_ROWS,
      meterStartWh: this.#meterStartWh(),
    })
  );

  get isOver(): boolean {
    return this.#endedAt.value !== null;
  }

  choose(topic: ChartTopic): void {
    this.#pointed.value = null;
    this.#chosen.value = topic;
  }

  lookBack(hours: number): void {
    this.hours.value = hours;
    this.zoom.value = null;
    this.feed.read();
  }

  /** The session ended. */
  end(at: string | null): void {
    this.#endedAt.value = at;
  }

  /** Reads, listens and draws. @returns the function that ends it */
  mount(place: HTMLElement): () => void {
    this.#width = place.clientWidth;
    const plot = new Plot(place, {
      pointed: (indexes) => this.#pointed.value = indexes,
      zoomed: (window) => this.zoom.value = window,
    }, this.reader.format);
    const stopFeed = this.feed.start();
    let frame = 0;
    const stopDrawing = effect(() => {
      const [data, window] = [this.data.value, this.#window()];
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => plot.draw(data, window));
    });
    return () => {
      stopFeed();
      stopDrawing();
      cancelAnimationFrame(frame);
      plot.destroy();
    };
  }

  #meterStartWh(): number | null {
    if (this.props.transactionId === undefined) return null;
    const first = this.feed.samples.value.find(({ energyWh }) => energyWh !== undefined)?.energyWh;
    return this.props.meterStartWh ?? first ?? 0;
  }

  #span(now: number): Span {
    const { from } = this.props;
    if (from === undefined) return { from: now - this.hours.value * HOUR_MS, to: null };
    const endedAt = this.#endedAt.value;
    return { from: Date.parse(from), to: endedAt === null ? null : Date.parse(endedAt) };
  }

  #window(): Window {
    if (this.zoom.value !== null) return this.zoom.value;
    const now = readNow();
    const { from, to } = this.#span(now);
    // A charger's clock may be ahead of the reader's.
    const newest = (this.data.value.at.at(-1) ?? 0) * 1000;
    const end = to === null ? Math.max(now, newest, from + LEAST_MS) : Math.max(to, from + LEAST_ENDED_MS);
    return { from: from / 1000, to: end / 1000 };
  }
}
