/** What operators and programs change: chargers, and transactions that their charger forgot. */
import type { Clock } from "./clock.ts";
import type { Credentials } from "./credentials.ts";
import { type Charger, newCharger } from "./domain/charger.ts";
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
    const ending = { endedBy: "whoever removed its charger", at: clock.now() };
    for (const { id: running } of await store.transactions.openOf(id)) {
      const ended = await store.transactions.endByHand(running, ending);
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
    given: { meterStopWh?: number; stopReason?: string; endedBy: string | null },
  ): Promise<TransactionView | "unknown" | "ended"> {
    const { store, fleet, reads, clock } = this.parts;
    const view = await reads.transaction(id);
    if (view === null) return "unknown";
    const outcome = await store.transactions.endByHand(view.id, { ...given, at: clock.now() });
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
