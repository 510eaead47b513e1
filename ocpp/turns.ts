/** Links take turns: of what one sends at once a part is looked at, then what the others sent, then the next part. */
import type { Clock } from "../lib/clock.ts";

/** So long all of them together; who has had no turn by then comes first in the next turn of the event loop. */
const MOST_MS = 4;
/** The shortest time that a timer knows. */
const BETWEEN_MS = 1;

export class Turns {
  #waiting: (() => void)[] = [];
  #isRunning = false;

  constructor(private readonly clock: Clock) {}

  /** Calls `take` when whoever asked before has had its turn, and what came meanwhile on other links was looked at. */
  ask(take: () => void): void {
    this.#waiting.push(take);
    if (!this.#isRunning) this.#run();
  }

  #run(): void {
    this.#isRunning = true;
    this.clock.after(BETWEEN_MS, () => {
      const until = this.clock.elapsed() + MOST_MS;
      const asked = this.#waiting.length;
      let taken = 0;
      do this.#waiting[taken++](); while (taken < asked && this.clock.elapsed() < until);
      this.#waiting.splice(0, taken);
      this.#isRunning = false;
      if (this.#waiting.length > 0) this.#run();
    });
  }
}
