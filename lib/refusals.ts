/** Handshakes that were refused lately: what an operator needs to see when a new charger does not appear. */
import type { Clock } from "./clock.ts";
import type { RefusalView } from "./domain/views.ts";

const KEPT = 50;

export class Refusals {
  /** All that ever were, since the start. */
  total = 0;
  #newestFirst: RefusalView[] = [];

  constructor(private readonly clock: Clock) {}

  add({ chargerId, address, reason }: { chargerId: string | null; address: string | null; reason: string }): void {
    this.total++;
    const refusal = { at: new Date(this.clock.now()).toISOString(), id: chargerId, address, reason };
    // A charger that is refused tries again and again: its newest try is enough.
    const others = this.#newestFirst.filter(({ id, reason }) => id !== refusal.id || reason !== refusal.reason);
    this.#newestFirst = [refusal, ...others].slice(0, KEPT);
  }

  /** Newest first. One of a charger that has come in since is left out by the caller. */
  list(): RefusalView[] {
    return this.#newestFirst;
  }
}
