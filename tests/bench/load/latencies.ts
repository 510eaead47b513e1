/** A histogram of latencies: 64 steps for each doubling, so about 1 % off. */

const STEPS = 64;

export interface LatencySummary {
  n: number;
  p50: number;
  p99: number;
  p999: number;
  max: number;
}

export class Latencies {
  readonly #counts = new Uint32Array(40 * STEPS);
  #n = 0;
  #max = 0;

  add(ms: number): void {
    this.#counts[Math.max(0, Math.floor(Math.log2(Math.max(1, ms * 1000)) * STEPS))]++;
    this.#n++;
    if (ms > this.#max) this.#max = ms;
  }

  /** In ms, rounded to µs; zeros of none. */
  summary(): LatencySummary {
    const [p50, p99, p999] = [0.5, 0.99, 0.999].map((part) => this.#quantile(part));
    return { n: this.#n, p50, p99, p999, max: Math.round(this.#max * 1000) / 1000 };
  }

  #quantile(part: number): number {
    if (this.#n === 0) return 0;
    let left = Math.ceil(this.#n * part);
    for (const [i, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return Math.round(2 ** ((i + 1) / STEPS)) / 1000;
    }
    return 0;
  }
}
