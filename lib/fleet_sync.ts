/** Keeps the fleet true when other instances serve chargers too: reads anew what they touched. */
import type { Fleet } from "./fleet.ts";
import type { Store } from "./store/mod.ts";

export class FleetSync {
  constructor(private readonly store: Store, private readonly fleet: Fleet) {}

  start(): void {
    this.store.pulses.start((chargerIds) => this.#read(chargerIds));
    this.store.instances.onChargerLeft((id) => this.fleet.chargerLeft(id));
  }

  async #read(chargerIds: string[] | null): Promise<void> {
    const ids = chargerIds ?? (await Array.fromAsync(this.store.chargers.all())).map(({ id }) => id);
    for (const id of ids) await this.#readOne(id);
  }

  async #readOne(id: string): Promise<void> {
    // What this instance serves it knows better than the store that it is about to write.
    if (this.fleet.presenceOf(id)?.instance === this.store.instances.id) return;
    const { chargers, transactions, samples } = this.store;
    const [charger, presence] = await Promise.all([chargers.find(id), chargers.presenceOf(id)]);
    if (charger === null) return this.fleet.removed(id);
    this.fleet.chargerChanged(charger, presence);
    for await (const connector of chargers.connectorsOf(id)) this.fleet.connectorChanged(connector);
    const open = new Map((await transactions.openOf(id)).map((one) => [one.connectorId, one]));
    for (const { connectorId, transactionId } of this.fleet.view(id)?.connectors ?? []) {
      const ended = transactionId === null || transactionId === open.get(connectorId)?.id
        ? null
        : await transactions.find(transactionId);
      if (ended !== null) this.fleet.ended(ended);
    }
    for (const transaction of open.values()) {
      this.fleet.started(transaction);
      const reading = await samples.latest(id, transaction.connectorId);
      if (reading !== null) this.fleet.sampled(id, transaction.connectorId, [reading]);
    }
  }
}
