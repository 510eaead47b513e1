/** The recorder: makes facts durable, then tells the fleet, and through it the browsers. */
import type { Fact } from "./domain/fact.ts";
import type { Fleet } from "./fleet.ts";
import type { Store } from "./store/mod.ts";

export class Recorder {
  constructor(private readonly store: Store, private readonly fleet: Fleet) {}

  /** Resolves when every fact is durable; rejects at the first that is not. Facts told again change nothing. */
  async record(chargerId: string, facts: Fact[]): Promise<void> {
    for (const fact of facts) await this.#record(chargerId, fact);
    this.store.pulses.touched(chargerId);
  }

  async #record(chargerId: string, fact: Fact): Promise<void> {
    const { store, fleet } = this;
    switch (fact.type) {
      case "metered":
        await store.addSamples(chargerId, fact.connectorId, fact.samples);
        return fleet.sampled(chargerId, fact.connectorId, fact.samples);
      case "status": {
        const { type: _, at, ...status } = fact;
        const connector = { v: 1 as const, chargerId, statusAt: at, ...status };
        await store.chargers.setConnector(connector);
        return fleet.connectorChanged(connector);
      }
      case "booted":
        return fleet.chargerChanged(await store.chargers.booted(chargerId, fact.at, fact.identity));
      case "started": {
        const { transaction, closed } = await store.transactions.start(chargerId, fact);
        if (closed !== null) fleet.ended(closed);
        if (transaction.endedAt === null) fleet.started(transaction);
        if (fact.reservationId !== null) await store.reservations.end(chargerId, fact.reservationId, "Used");
        return;
      }
      case "stopped": {
        const outcome = await store.transactions.stop(chargerId, fact);
        if (outcome.type === "unmatched") return;
        const { transaction } = outcome;
        fleet.sampled(chargerId, transaction.connectorId, fact.samples);
        fleet.ended(transaction);
        return store.foldSoon(chargerId, transaction.connectorId);
      }
      case "firmware":
        return fleet.chargerChanged(
          await store.chargers.jobStatus(chargerId, "firmwareStatus", fact.status, fact.at),
        );
      case "diagnostics":
        return fleet.chargerChanged(
          await store.chargers.jobStatus(chargerId, "diagnosticsStatus", fact.status, fact.at),
        );
      case "reserved": {
        const { type: _, at, ...reserved } = fact;
        return await store.reservations.put({ v: 1, chargerId, ...reserved, status: "Active", reservedAt: at });
      }
      case "reservation-cancelled":
        return await store.reservations.end(chargerId, fact.reservationId, "Cancelled");
      case "configuration-read":
        return await store.configurations.read(chargerId, fact);
      case "configuration-changed":
        return await store.configurations.changed(chargerId, fact);
      case "local-list":
        return fleet.chargerChanged(await store.chargers.localList(chargerId, fact.version, fact.at));
      case "noted":
        return await store.chargers.note(chargerId, fact);
      default:
        return fact satisfies never;
    }
  }
}
