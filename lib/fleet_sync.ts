/** Keeps the fleet true when other instances serve chargers too: reads anew what they touched. */
import type { Credentials } from "./credentials.ts";
import type { Charger } from "./domain/charger.ts";
import type { Transaction } from "./domain/transaction.ts";
import type { Fleet } from "./fleet.ts";
import type { Store } from "./store/mod.ts";

export class FleetSync {
  constructor(
    private readonly store: Store,
    private readonly fleet: Fleet,
    private readonly credentials: Credentials,
  ) {}

  start(): void {
    this.store.pulses.start((chargerIds) => this.#read(chargerIds));
    this.store.instances.onChargerLeft((id) => this.fleet.chargerLeft(id));
    this.store.instances.onLooked((ours) => this.#presentAgain(ours));
  }

  /** Who slept for a while was taken for dead, and its links for gone: those that it still holds are written again. */
  async #presentAgain(known: ReadonlySet<string>): Promise<void> {
    const { chargers, instances, pulses } = this.store;
    for (const { charger: { id }, presence } of this.fleet.states()) {
      if (presence?.instance !== instances.id || known.has(id)) continue;
      await chargers.presentAgain(id, presence);
      pulses.touched(id);
      // It may have left meanwhile.
      if (this.fleet.presenceOf(id)?.link === presence.link) continue;
      await chargers.disconnected(id, presence.link, this.fleet.lastSeenAt(id) ?? presence.connectedAt);
    }
  }

  async #read(chargerIds: string[] | null): Promise<void> {
    if (chargerIds === null) {
      await this.credentials.load();
      for await (const charger of this.store.chargers.all()) await this.#readOne(charger);
    }
    for (const id of chargerIds ?? []) {
      await this.credentials.reread(id);
      const charger = await this.store.chargers.find(id);
      if (charger === null) this.fleet.removed(id);
      else await this.#readOne(charger);
    }
  }

  async #readOne(charger: Charger): Promise<void> {
    const isOurs = this.fleet.presenceOf(charger.id)?.instance === this.store.instances.id;
    return await (isOurs ? this.#readOurs(charger) : this.#readTheirs(charger));
  }

  /**
   * What a charger of ours does we know better than the store that we are about to write. But operators decide on any
   * instance.
   */
  async #readOurs(charger: Charger): Promise<void> {
    const { id } = charger;
    const known = this.fleet.stateOf(id)?.charger;
    if (known === undefined) return;
    const decided = decisionsOf(charger);
    if (JSON.stringify(decided) !== JSON.stringify(decisionsOf(known))) {
      this.fleet.chargerChanged({ ...known, ...decided });
    }
    if (this.fleet.view(id)?.connectors.some(({ transactionId }) => transactionId !== null)) await this.#readOpen(id);
  }

  async #readTheirs(charger: Charger): Promise<void> {
    const { id } = charger;
    const { chargers, samples } = this.store;
    this.fleet.chargerChanged(charger, await chargers.presenceOf(id));
    for await (const connector of chargers.connectorsOf(id)) this.fleet.connectorChanged(connector);
    for (const transaction of await this.#readOpen(id)) {
      this.fleet.started(transaction);
      const reading = await samples.latest(id, transaction.connectorId);
      if (reading !== null) this.fleet.sampled(id, transaction.connectorId, [reading]);
    }
  }

  /** The transactions that run on a charger; those that the fleet takes to run and that have ended are ended there. */
  async #readOpen(id: string): Promise<Transaction[]> {
    const { transactions } = this.store;
    const open = await transactions.openOf(id);
    for (const { transactionId } of this.fleet.view(id)?.connectors ?? []) {
      if (transactionId === null || open.some((one) => one.id === transactionId)) continue;
      const ended = await transactions.find(transactionId);
      if (ended !== null && ended.endedAt !== null) this.fleet.ended(ended);
    }
    return open;
  }
}

function decisionsOf({ label, registration, idleTimeoutS, securityProfile }: Charger) {
  return { label, registration, idleTimeoutS, securityProfile };
}
