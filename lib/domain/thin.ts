/** Thinning: fewer points for a chart, each bucket's extremes kept. */
import type { Sample } from "./sample.ts";

/** Each bucket gives at most this many points: its first, its least and most power, its last. */
const POINTS_PER_BUCKET = 4;

/** Streams samples into buckets of equal time, so that memory is bounded by the points asked for. */
export class Thinner {
  readonly #bucketMs: number;
  #points: Sample[] = [];
  #bucket: { number: number; first: Sample; least: Sample; most: Sample; last: Sample } | null = null;

  /** `from` and `to` are epoch ms. */
  constructor(private readonly from: number, to: number, maxPoints: number) {
    const buckets = Math.max(1, Math.floor(maxPoints / POINTS_PER_BUCKET));
    this.#bucketMs = Math.max(1, (to - from + 1) / buckets);
  }

  /** Samples must come oldest first. */
  add(sample: Sample): void {
    const number = Math.floor((sample.at - this.from) / this.#bucketMs);
    const bucket = this.#bucket;
    if (bucket === null || bucket.number !== number) {
      this.#closeBucket();
      this.#bucket = { number, first: sample, least: sample, most: sample, last: sample };
      return;
    }
    if (powerOf(sample) < powerOf(bucket.least)) bucket.least = sample;
    if (powerOf(sample) > powerOf(bucket.most)) bucket.most = sample;
    bucket.last = sample;
  }

  /** All points, oldest first. */
  finish(): Sample[] {
    this.#closeBucket();
    return this.#points;
  }

  #closeBucket(): void {
    if (this.#bucket === null) return;
    const { first, least, most, last } = this.#bucket;
    this.#points.push(...[...new Set([first, least, most, last])].sort((a, b) => a.at - b.at));
    this.#bucket = null;
  }
}

function powerOf(sample: Sample): number {
  return sample.powerW ?? sample.currentA?.[0] ?? 0;
}
