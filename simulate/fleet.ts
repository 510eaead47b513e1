/** All simulated chargers: they connect one after another and end together. */
import { Charger } from "./charger.ts";
import { Drivers } from "./drivers.ts";
import { modelAt } from "./model.ts";
import type { Options } from "./options.ts";
import type { Pace } from "./pace.ts";
import type { Tally } from "./tally.ts";

/** The first few follow each other at a pace that a person can watch; however many, all are there within ten seconds. */
const GAP_MS = 200;
const ALL_WITHIN_MS = 10_000;

export class Fleet {
  readonly #chargers: Charger[];

  constructor({ chargers, url, seed }: Options, { pace, tally }: { pace: Pace; tally: Tally }) {
    const models = Array.from({ length: chargers }, (_, index) => modelAt(index));
    const drivers = new Drivers(models.reduce((sum, model) => sum + model.connectors, 0));
    this.#chargers = models.map((model, index) => {
      const chargerId = `SIM-${String(index + 1).padStart(3, "0")}`;
      return new Charger({ chargerId, model, url, seed, pace, drivers, tally });
    });
  }

  get connected(): number {
    return this.#chargers.filter(({ isConnected }) => isConnected).length;
  }

  get charging(): number {
    return this.#chargers.flatMap(({ connectors }) => connectors).filter(({ transaction }) => transaction !== null)
      .length;
  }

  /** How many transaction messages are not delivered. */
  get waiting(): number {
    return this.#chargers.reduce((sum, charger) => sum + charger.waiting, 0);
  }

  start(): void {
    const gapMs = Math.min(GAP_MS, ALL_WITHIN_MS / this.#chargers.length);
    for (const [index, charger] of this.#chargers.entries()) charger.start(index * gapMs);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#chargers.map((charger) => charger.stop()));
  }
}
