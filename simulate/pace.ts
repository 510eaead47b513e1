/** How quickly simulated time runs, and waiting in it. */
import type { Clock } from "../lib/clock.ts";

/** A dashboard shows a second; more than one reading in it would only be load. */
const LEAST_SAMPLE_MS = 1_000;

/** What a car, a driver and a battery live in is quicker by `speed`; what a charger does on the wire is not. */
export class Pace {
  constructor(readonly clock: Clock, readonly speed: number) {}

  /** How long simulated seconds take, in ms by the clock. */
  msOf(seconds: number): number {
    return seconds * 1000 / this.speed;
  }

  /** How many simulated seconds passed in ms by the clock. */
  secondsIn(ms: number): number {
    return ms / 1000 * this.speed;
  }

  /** The time from one meter reading to the next, in ms by the clock. */
  sampleMsOf(seconds: number): number {
    return Math.max(LEAST_SAMPLE_MS, this.msOf(seconds));
  }
}

/** Resolves after `ms`, or at once when the signal says stop. */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const stopTimer = clock.after(ms, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    function stop(): void {
      stopTimer();
      resolve();
    }
    signal.addEventListener("abort", stop, { once: true });
  });
}
