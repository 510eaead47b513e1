/** A histogram of durations: how many fell under each bound. Counting is a search in a short list. */

/** Seconds. What takes longer than the last is counted above all. */
export const DURATION_BOUNDS_S = [
  0.0005,
  0.001,
  0.0025,
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  5,
  10,
  30,
];

export class Histogram {
  /** One a bound, and one for what is above all. */
  readonly counts: number[];
  sum = 0;

  constructor(readonly bounds: number[] = DURATION_BOUNDS_S) {
    this.counts = bounds.map(() => 0).concat(0);
  }

  addMs(ms: number): void {
    const seconds = ms / 1000;
    let i = 0;
    while (i < this.bounds.length && seconds > this.bounds[i]) i++;
    this.counts[i]++;
    this.sum += seconds;
  }
}
