/** How fast one link may send: what comes quicker is answered later, and who goes on all the same is lost. */
import type { Clock } from "../lib/clock.ts";

/** What a link that rested may send at once. */
const BURST_MS = 1_000;
/** So many messages more than it may, and it does not wait for answers. */
const MOST_AHEAD = 1_000;

export class Pace {
  readonly #everyMs: number;
  /** When a link that keeps the pace would have sent as much. */
  #due = -Infinity;
  #stopWaiting: (() => void) | null = null;

  constructor(private readonly clock: Clock, perSecond: number) {
    this.#everyMs = 1_000 / perSecond;
  }

  /** Counts a message that came `now`, by the stopwatch. False: the link is hopelessly ahead. */
  take(now: number): boolean {
    this.#due = Math.max(this.#due, now - BURST_MS) + this.#everyMs;
    return this.#due - now <= MOST_AHEAD * this.#everyMs;
  }

  isAhead(now: number): boolean {
    return this.#due > now;
  }

  /** Resolves when the link has sent no more than it may, or when that does not matter any more. */
  caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      const stopTimer = this.clock.after(this.#due - this.clock.elapsed(), resolve);
      this.#stopWaiting = () => {
        stopTimer();
        resolve();
      };
    });
  }

  stop(): void {
    this.#stopWaiting?.();
  }
}
