/** What operators and programs change: chargers, and transactions that their charger forgot. */
import type { Clock } from "./clock.ts";
import type { Credentials } from "./credentials.ts";
import { type Charger, newCharger } from "./domain/charger.ts";
import type { Sample } from "./domain/sample.ts";
import { endedByAssignedStop, endedByHand, endedWithCharger } from "./domain/transaction_end.ts";
import type { Transaction } from "./domain/transaction.ts";
import type { ChargerView, TransactionView } from "./domain/views.ts";
import type { Fleet } from "./fleet.ts";
import type { MessageLog } from "./message_log.ts";
import type { Reads } from "./reads.ts";
import type { Store } from "./store/mod.ts";

export class Operations {
  constructor(
    private readonly parts: {
      store: Store;
      fleet: Fleet;
      credentials: Credentials;
      reads: Reads;
      messageLog: MessageLog;
      clock: Clock;
    },
  ) {}

  /** Makes a charger known before it first connects; null when it is already. */
  async addCharger(
    id: string,
    given: Partial<Pick<Charger, "label" | "registration" | "idleTimeoutS" | "securityProfile">>,
  ): Promise<ChargerView | null> {
    const { store, clock } = this.parts;
    const charger = { ...newCharger(id, clock.now(), "Accepted"), ...given };
    return await store.chargers.add(charger) ? this.#show(charger) : null;
  }

  /** Sets what the operator decides; null when there is no such charger. */
  async changeCharger(
    id: string,
    change: Partial<Pick<Charger, "label" | "registration" | "idleTimeoutS" | "securityProfile">>,
  ) {
    const charger = await this.parts.store.chargers.change(id, change);
    return charger && this.#show(charger);
  }

  /** Gives a charger a password, also one that has not connected yet. */
  async setPassword(id: string, password: Uint8Array): Promise<void> {
    await this.addCharger(id, {});
    await this.parts.credentials.set(id, password);
  }

  /** Forgets a charger, but not its transactions and samples. What still runs is ended at its last reading. */
  async removeCharger(id: string): Promise<"removed" | "unknown" | "online"> {
    const { store, fleet, credentials, messageLog, clock } = this.parts;
    const view = fleet.view(id);
    if (view === null) return "unknown";
    if (view.online) return "online";
    const at = clock.now();
    for (const { id: running } of await store.transactions.openOf(id)) {
      const ended = await store.transactions.endByHand(running, (known, last) => endedWithCharger(known, last, at));
      if (typeof ended !== "string") fleet.ended(ended);
    }
    await messageLog.flushed();
    if (!await store.forgetCharger(id)) return "online";
    await credentials.reread(id);
    fleet.removed(id);
    store.pulses.touched(id);
    return "removed";
  }

  /** `id` is ours or the number on the wire; `endedBy` who asks, if anybody knows. */
  async endTransaction(
    id: string,
    given: { meterStopWh?: number; stopReason?: string; by: string | null },
  ): Promise<TransactionView | "unknown" | "ended"> {
    const at = this.parts.clock.now();
    return await this.#end(id, (known, last) => endedByHand(known, last, { ...given, at }));
  }

  /** Ends a transaction by a stop of its charger that fitted nothing; `stopId` and `id` are ours. */
  async assignStop(
    { chargerId, stopId }: { chargerId: string; stopId: string },
    { id, by }: { id: string; by: string | null },
  ): Promise<TransactionView | "no-stop" | "unknown" | "ended" | "elsewhere" | "below"> {
    const { store, reads, clock } = this.parts;
    const [stop, view] = await Promise.all([store.unmatchedStops.find(chargerId, stopId), reads.transaction(id)]);
    if (stop === null) return "no-stop";
    if (view === null) return "unknown";
    if (view.chargerId !== chargerId) return "elsewhere";
    if (stop.meterStopWh !== null && stop.meterStopWh < (view.meterStartWh ?? -Infinity)) return "below";
    const at = clock.now();
    const ended = await this.#end(view.id, (known, last) => endedByAssignedStop(known, last, { stop, by, at }));
    if (typeof ended !== "string") await this.settleStop({ chargerId, stopId }, { by, transactionId: view.id });
    return ended;
  }

  /** Lists a stop no longer. False: there is none such. */
  settleStop(
    { chargerId, stopId }: { chargerId: string; stopId: string },
    { by, transactionId }: { by: string | null; transactionId: string | null },
  ): Promise<boolean> {
    const settled = { at: this.parts.clock.now(), by, transactionId };
    return this.parts.store.unmatchedStops.settle(chargerId, stopId, settled);
  }

  async #end(id: string, end: (known: Transaction, last: Sample | null) => Transaction) {
    const { store, fleet, reads } = this.parts;
    const view = await reads.transaction(id);
    if (view === null) return "unknown";
    const outcome = await store.transactions.endByHand(view.id, end);
    if (typeof outcome === "string") return outcome;
    fleet.ended(outcome);
    const { chargerId, connectorId } = outcome;
    await store.chargingProfiles.transactionEnded(chargerId, connectorId, fleet.runningOn(chargerId, connectorId));
    store.pulses.touched(chargerId);
    return fleet.viewOf(outcome);
  }

  #show(charger: Charger): ChargerView | null {
    this.parts.fleet.chargerChanged(charger);
    this.parts.store.pulses.touched(charger.id);
    return this.parts.fleet.view(charger.id);
  }
}
