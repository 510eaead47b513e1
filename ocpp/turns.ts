/** Links take turns: of what one sends at once a part is looked at, then what the others sent, then the next part. */
import type { Clock } from "../lib/clock.ts";

/** So long all of them together; who has had no turn by then comes first in the next. */
const MOST_MS = 2;
/** Those that wait for their answers have two thirds of the time, and at least the shortest that a timer knows. */
const REST_FOR_WORK = 2;
const LEAST_REST_MS = 1;

export class Turns {
  #waiting: (() => void)[] = [];
  #isRunning = false;
  #restMs = LEAST_REST_MS;

  constructor(private readonly clock: Clock) {}

  /** Calls `take` when whoever asked before has had its turn, and what came meanwhile on other links was looked at. */
  ask(take: () => void): void {
    this.#waiting.push(take);
    if (!this.#isRunning) this.#run();
  }

  #run(): void {
    this.#isRunning = true;
    this.clock.after(this.#restMs, () => {
      const begun = this.clock.elapsed();
      const until = begun + MOST_MS;
      const asked = this.#waiting.length;
      let taken = 0;
      do this.#waiting[taken++](); while (taken < asked && this.clock.elapsed() < until);
      this.#waiting.splice(0, taken);
      this.#restMs = Math.max(LEAST_REST_MS, REST_FOR_WORK * (this.clock.elapsed() - begun));
      this.#isRunning = false;
      if (this.#waiting.length > 0) this.#run();
    });
  }
}
