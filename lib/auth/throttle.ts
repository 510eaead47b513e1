/** Slows down whoever guesses: after some failures, each further one doubles the wait. In memory, bounded. */
import type { Clock } from "../clock.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Failures are forgotten after so long without another. */
const FORGET_MS = 60 * 60_000;
const MOST_KEYS = 10_000;

export class Throttle {
  readonly #failures = new Map<string, { count: number; at: number }>();

  /** So many failures in a row are `free`. */
  constructor(private readonly clock: Clock, private readonly free: number) {}

  /** How long this key has to wait; 0: it may try now. */
  waitMs(key: string): number {
    const { count, at } = this.#find(key);
    if (count < this.free) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - this.free));
    return Math.max(0, at + wait - this.clock.elapsed());
  }

  /** Counts a try as failed: told before it is known, so that many tries at once do not slip through. */
  failed(key: string): void {
    const { count } = this.#find(key);
    // At the end of the map, so that the first is the one that is longest without a failure.
    this.#failures.delete(key);
    this.#failures.set(key, { count: count + 1, at: this.clock.elapsed() });
    if (this.#failures.size <= MOST_KEYS) return;
    const [oldest] = this.#failures.keys();
    this.#failures.delete(oldest);
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }

  #find(key: string): { count: number; at: number } {
    const found = this.#failures.get(key);
    return found === undefined || this.clock.elapsed() - found.at > FORGET_MS ? { count: 0, at: 0 } : found;
  }
}
