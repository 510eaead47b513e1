/**
 * The newest readings that are stored, for a fleet that was just loaded.
 *
 * Each costs a look into the store, so those of thousands of running sessions are read when the server serves already; who
 * asks for one charger or session waits for its readings only.
 */
import type { Fleet } from "./fleet.ts";
import type { Log } from "./log.ts";
import type { Store } from "./store/mod.ts";

export class FleetReadings {
  #isStopped = false;
  #reading: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { store: Store; fleet: Fleet; log: Log }) {}

  /** Reads those of all sessions that run, one after another. */
  start(): void {
    this.#reading = this.#readAll().catch((error) => this.parts.log.warn("Readings could not be read", { error }));
  }

  /** Resolves when a connector's reading is known, if there is one. */
  async know(chargerId: string, connectorId: number): Promise<void> {
    const state = this.parts.fleet.stateOf(chargerId)?.connectors.get(connectorId);
    if (state?.reading === null) await this.#read(chargerId, connectorId);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    for (const { chargerId, connectorId } of this.parts.fleet.running(() => true)) {
      if (this.#isStopped) return;
      await this.#read(chargerId, connectorId);
    }
  }

  async #read(chargerId: string, connectorId: number): Promise<void> {
    const { store, fleet } = this.parts;
    const stored = await store.samples.latest(chargerId, connectorId);
    if (stored !== null) fleet.readingKnown(chargerId, connectorId, stored);
  }
}
