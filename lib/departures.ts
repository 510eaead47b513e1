/** Records that chargers left. What the store cannot write at the time is kept in mind, and written when it can again. */
import type { Clock } from "./clock.ts";
import { StoreDownError } from "./domain/store_down.ts";
import type { Fleet } from "./fleet.ts";
import type { Log } from "./log.ts";
import type { Store } from "./store/mod.ts";

const AGAIN_EVERY_MS = 10_000;

export class Departures {
  /** By link: at most one a charger, for only a link that was recorded leaves something behind. */
  readonly #unrecorded = new Map<string, string>();
  readonly #stopTimer: () => void;
  #round: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { store: Store; fleet: Fleet; clock: Clock; log: Log }) {
    this.#stopTimer = parts.clock.every(AGAIN_EVERY_MS, () => {
      if (this.#unrecorded.size > 0) this.#round = this.#round.then(() => this.#again());
    });
  }

  /** Never rejects: the fleet shows the charger as offline in any case. */
  async record(chargerId: string, link: string): Promise<void> {
    const { store, fleet, clock, log } = this.parts;
    try {
      const charger = await store.chargers.disconnected(chargerId, link, fleet.lastSeenAt(chargerId) ?? clock.now());
      this.#unrecorded.delete(link);
      if (charger !== null) {
        fleet.chargerChanged(charger, null);
        store.pulses.touched(chargerId);
        return;
      }
    } catch (error) {
      this.#unrecorded.set(link, chargerId);
      if (!(error instanceof StoreDownError)) {
        log.error("A charger's leaving could not be recorded", { charger: chargerId, error });
      }
    }
    // The store may not know this link any more: another instance took it for dead while this one slept.
    if (fleet.presenceOf(chargerId)?.link === link) fleet.chargerLeft(chargerId);
  }

  /** Tries a last time. */
  async close(): Promise<void> {
    this.#stopTimer();
    await this.#round;
    await this.#again();
  }

  async #again(): Promise<void> {
    for (const [link, chargerId] of this.#unrecorded) await this.record(chargerId, link);
  }
}
