/** Counts what each did within a while, and says how long whoever did too much has to wait. Bounded. */
import type { Clock } from "./clock.ts";

const MOST_KEYS = 10_000;

export class Strikes {
  readonly #counts = new Map<string, { since: number; count: number }>();

  constructor(private readonly clock: Clock, private readonly windowMs: number) {}

  /** Seconds until `key` may try again, which had its `most` strikes; 0: now. */
  waitS(key: string, most: number): number {
    const { since, count } = this.#of(key);
    return count < most ? 0 : Math.ceil((since + this.windowMs - this.clock.now()) / 1000);
  }

  add(key: string): void {
    const { since, count } = this.#of(key);
    this.#counts.delete(key);
    this.#counts.set(key, { since, count: count + 1 });
    if (this.#counts.size <= MOST_KEYS) return;
    // The one whose last strike is the longest ago.
    const [oldest] = this.#counts.keys();
    this.#counts.delete(oldest);
  }

  #of(key: string): { since: number; count: number } {
    const now = this.clock.now();
    const found = this.#counts.get(key);
    return found === undefined || now - found.since >= this.windowMs ? { since: now, count: 0 } : found;
  }
}
