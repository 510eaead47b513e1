/**
 * The fleet: the present of every charger, held in memory, so that lists, counts and live views cost no reads.
 *
 * It is filled from the store at start and changed after each commit; it is never the truth. Each change is told on the
 * bus.
 */
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Charger, Presence } from "./domain/charger.ts";
import { type Connector, newConnector } from "./domain/connector.ts";
import { mergeReading, type Sample } from "./domain/sample.ts";
import { toSampleView, toTransactionView } from "./domain/shape.ts";
import type { Transaction } from "./domain/transaction.ts";
import type { ChargerView, FleetCounts, LiveEvent, TransactionView } from "./domain/views.ts";
import { countFleet } from "./fleet_counts.ts";
import { type ChargerState, type ConnectorState, viewCharger, viewConnector } from "./fleet_state.ts";
import type { Store } from "./store/mod.ts";

/** No charger has more; a number beyond is stored where it must be, and not shown. */
const MOST_CONNECTORS = 255;

export class Fleet {
  readonly #chargers = new Map<string, ChargerState>();
  /** All of them in order, until one comes or goes. */
  #byId: ChargerState[] | null = null;

  constructor(private readonly clock: Clock, private readonly bus: Bus) {}

  /** Reads the present of every charger from the store, but for the readings of its connectors (`FleetReadings`). */
  async load(store: Store): Promise<void> {
    const living = await store.instances.living();
    for await (const charger of store.chargers.all()) this.#state(charger);
    for await (const { id, presence } of store.chargers.presences()) {
      const state = this.#chargers.get(id);
      if (state !== undefined && living.has(presence.instance)) state.presence = presence;
    }
    for await (const connector of store.chargers.allConnectors()) {
      const state = this.#connector(connector.chargerId, connector.connectorId);
      if (state !== undefined) state.connector = connector;
    }
    for (const transaction of await store.transactionLists.open()) {
      const state = this.#connector(transaction.chargerId, transaction.connectorId);
      if (state !== undefined) state.transaction = transaction;
    }
  }

  get size(): number {
    return this.#chargers.size;
  }

  /** By id. */
  states(): readonly ChargerState[] {
    return this.#byId ??= [...this.#chargers.values()].sort((a, b) => a.charger.id < b.charger.id ? -1 : 1);
  }

  view(id: string): ChargerView | null {
    const state = this.#chargers.get(id);
    return state === undefined ? null : viewCharger(state);
  }

  /** The transactions that run, in no order. */
  running(isMeant: (transaction: Transaction) => boolean): Transaction[] {
    const running: Transaction[] = [];
    for (const { connectors } of this.#chargers.values()) {
      for (const { transaction } of connectors.values()) {
        if (transaction !== null && isMeant(transaction)) running.push(transaction);
      }
    }
    return running;
  }

  /** A transaction as it is now: with its newest reading while it runs. */
  viewOf(transaction: Transaction): TransactionView {
    const state = this.#chargers.get(transaction.chargerId)?.connectors.get(transaction.connectorId);
    const reading = state?.transaction?.id === transaction.id ? state.reading : null;
    return toTransactionView(transaction, reading, this.clock.now());
  }

  counts(): FleetCounts {
    return countFleet(this.#chargers.values());
  }

  /** A reading that was read from the store; the live one goes before it. */
  readingKnown(chargerId: string, connectorId: number, reading: Sample): void {
    const state = this.#connector(chargerId, connectorId);
    if (state === undefined) return;
    state.reading = mergeReading(state.reading, reading);
    if (state.transaction !== null) this.#tellTransaction(state.transaction);
    this.#tellConnector(state);
  }

  /** The charger's record changed. `presence` is given when its link came (or, null, went). */
  chargerChanged(charger: Charger, presence?: Presence | null): void {
    const state = this.#state(charger);
    state.charger = charger;
    if (presence !== undefined) state.presence = presence;
    this.#tellCounts();
    if (!this.#isTold("charger")) return;
    this.bus.changed(`charger ${charger.id}`, charger.id, () => ({ type: "charger", data: viewCharger(state) }));
  }

  removed(id: string): void {
    if (!this.#chargers.delete(id)) return;
    this.#byId = null;
    this.#tellCounts();
  }

  /** The instance that held the charger's link died. */
  chargerLeft(id: string): void {
    const state = this.#chargers.get(id);
    if (state !== undefined) this.chargerChanged(state.charger, null);
  }

  /** Something came from the charger. */
  heard(id: string): void {
    const state = this.#chargers.get(id);
    if (state !== undefined) state.lastSeenAt = this.clock.now();
  }

  presenceOf(id: string): Presence | null {
    return this.#chargers.get(id)?.presence ?? null;
  }

  lastSeenAt(id: string): number | null {
    return this.#chargers.get(id)?.lastSeenAt ?? null;
  }

  runningOn(id: string, connectorId: number): Transaction | null {
    return this.#chargers.get(id)?.connectors.get(connectorId)?.transaction ?? null;
  }

  connectorOf(id: string, connectorId: number): Connector | null {
    return this.#chargers.get(id)?.connectors.get(connectorId)?.connector ?? null;
  }

  stateOf(id: string): ChargerState | undefined {
    return this.#chargers.get(id);
  }

  connectorChanged(connector: Connector): void {
    const state = this.#connector(connector.chargerId, connector.connectorId);
    if (state === undefined) return;
    state.connector = connector;
    this.#tellConnector(state);
  }

  started(transaction: Transaction): void {
    const state = this.#connector(transaction.chargerId, transaction.connectorId);
    if (state === undefined) return;
    state.transaction = transaction;
    this.#tellTransaction(transaction);
    this.#tellConnector(state);
  }

  ended(transaction: Transaction): void {
    const state = this.#connector(transaction.chargerId, transaction.connectorId);
    if (state?.transaction?.id === transaction.id) state.transaction = null;
    this.#tellTransaction(transaction);
    if (state !== undefined) this.#tellConnector(state);
  }

  sampled(chargerId: string, connectorId: number, samples: Sample[]): void {
    const state = this.#connector(chargerId, connectorId);
    if (state === undefined || samples.length === 0) return;
    for (const sample of samples) state.reading = mergeReading(state.reading, sample);
    if (this.#isTold("samples")) {
      state.untold.push(...samples);
      this.#tellSamples(state);
    }
    this.#tellCounts();
    if (state.transaction !== null) this.#tellTransaction(state.transaction);
  }

  #state(charger: Charger): ChargerState {
    let state = this.#chargers.get(charger.id);
    if (state === undefined) {
      state = { charger, presence: null, lastSeenAt: null, connectors: new Map() };
      this.#chargers.set(charger.id, state);
      this.#byId = null;
    }
    return state;
  }

  #connector(chargerId: string, connectorId: number): ConnectorState | undefined {
    if (connectorId > MOST_CONNECTORS) return undefined;
    const charger = this.#chargers.get(chargerId);
    let state = charger?.connectors.get(connectorId);
    if (charger !== undefined && state === undefined) {
      state = { connector: newConnector(chargerId, connectorId), transaction: null, reading: null, untold: [] };
      charger.connectors.set(connectorId, state);
    }
    return state;
  }

  /** What nobody hears is not made. */
  #isTold(type: LiveEvent["type"]): boolean {
    const isHeard = this.bus.isHeard(type);
    if (!isHeard) this.bus.leaveOut(type);
    return isHeard;
  }

  #tellCounts(): void {
    if (this.bus.isHeard("counts")) this.bus.changed("counts", null, () => ({ type: "counts", data: this.counts() }));
  }

  #tellConnector(state: ConnectorState): void {
    this.#tellCounts();
    if (!this.#isTold("connector")) return;
    const { chargerId, connectorId } = state.connector;
    this.bus.changed(
      `connector ${connectorId} ${chargerId}`,
      chargerId,
      () => ({ type: "connector", data: { chargerId, ...viewConnector(state) } }),
    );
  }

  #tellTransaction(transaction: Transaction): void {
    if (!this.#isTold("transaction")) return;
    this.bus.changed(
      `transaction ${transaction.id}`,
      transaction.chargerId,
      () => ({ type: "transaction", data: this.viewOf(transaction) }),
    );
  }

  #tellSamples(state: ConnectorState): void {
    const { chargerId, connectorId } = state.connector;
    this.bus.changed(`samples ${connectorId} ${chargerId}`, chargerId, () => {
      const items = state.untold.splice(0).map(toSampleView);
      return { type: "samples", data: { chargerId, connectorId, transactionId: state.transaction?.id ?? null, items } };
    });
  }
}
