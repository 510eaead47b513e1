/** The recorder: makes facts durable, then tells the fleet, and through it the browsers. */
import type { Fact } from "./domain/fact.ts";
import type { Transaction } from "./domain/transaction.ts";
import type { Fleet } from "./fleet.ts";
import type { Notes } from "./notes.ts";
import type { Store } from "./store/mod.ts";

type FactOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>;

export class Recorder {
  constructor(private readonly store: Store, private readonly fleet: Fleet, private readonly notes: Notes) {}

  /** Resolves when every fact is durable; rejects at the first that is not. Facts told again change nothing. */
  async record(chargerId: string, facts: Fact[]): Promise<void> {
    for (const fact of facts) {
      // Most facts of a fleet are these: one wait less for each.
      if (fact.type === "metered") {
        await this.store.addSamples(chargerId, fact.connectorId, fact.samples);
        this.#metered(chargerId, fact);
      } else await this.#record(chargerId, fact);
    }
    this.store.pulses.touched(chargerId);
  }

  #metered(chargerId: string, fact: FactOf<"metered">): void {
    this.notes.ofMeter(chargerId, fact, this.fleet.stateOf(chargerId));
    this.fleet.sampled(chargerId, fact.connectorId, fact.samples);
  }

  async #record(chargerId: string, fact: Exclude<Fact, FactOf<"metered">>): Promise<void> {
    const { store, fleet, notes } = this;
    switch (fact.type) {
      case "status": {
        const { type: _, at, ...status } = fact;
        const connector = { v: 1 as const, chargerId, statusAt: at, ...status };
        await store.connectorStatuses.told(connector, fleet.connectorOf(chargerId, fact.connectorId));
        return fleet.connectorChanged(connector);
      }
      case "booted":
        notes.ofBoot(chargerId, fact, fleet.stateOf(chargerId));
        return fleet.chargerChanged(await store.chargers.booted(chargerId, fact.at, fact.identity));
      case "started": {
        const outcome = await store.transactions.start(chargerId, fact);
        notes.ofStart(chargerId, fact, outcome);
        const { transaction, closed } = outcome;
        if (closed !== null) fleet.ended(closed);
        if (transaction.endedAt === null) fleet.started(transaction);
        if (fact.reservationId !== null) await store.reservations.end(chargerId, fact.reservationId, "Used");
        if (closed !== null) await this.#ended(closed);
        if (transaction.endedAt === null) await store.remoteStarts.begun(transaction);
        return;
      }
      case "stopped": {
        const outcome = await store.transactions.stop(chargerId, fact);
        notes.ofStop(chargerId, fact, outcome);
        if (outcome.type === "unmatched") return;
        const { transaction } = outcome;
        fleet.sampled(chargerId, transaction.connectorId, fact.samples);
        fleet.ended(transaction);
        return await this.#ended(transaction);
      }
      case "job-status": {
        const field = fact.kind === "firmware" ? "firmwareStatus" : "diagnosticsStatus";
        fleet.chargerChanged(await store.chargers.jobStatus(chargerId, field, fact.status, fact.at));
        return await store.jobs.told(chargerId, fact);
      }
      case "job-started": {
        const { type: _, at, ...job } = fact;
        const id = await store.uploads.jobIdOf(chargerId, job.location);
        return await store.jobs.start(chargerId, { ...job, startedAt: at }, id);
      }
      case "security-event": {
        const { event, at, techInfo, receivedAt } = fact;
        return await store.securityEvents.add(chargerId, { type: event, at, techInfo }, receivedAt);
      }
      case "certificate-requested":
        return await store.certificateRequests.add(chargerId, fact.csr, fact.at);
      case "certificate-taken":
        return await store.certificateRequests.taken(chargerId, fact.at);
      case "profile-installed": {
        const { connectorId, profile, at } = fact;
        return await store.chargingProfiles.installed({ chargerId, connectorId, profile, setAt: at });
      }
      case "profiles-cleared":
        return await store.chargingProfiles.cleared(chargerId, fact);
      case "composite-schedule": {
        const { type: _, ...schedule } = fact;
        return await store.compositeSchedules.put(chargerId, { v: 1, ...schedule });
      }
      case "remote-start-accepted": {
        const { type: _, connectorId, ...start } = fact;
        return await store.remoteStarts.accepted(chargerId, connectorId, { v: 1, ...start });
      }
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
        return notes.add(chargerId, fact);
      default:
        return fact satisfies never;
    }
  }

  async #ended({ chargerId, connectorId }: Transaction): Promise<void> {
    const running = this.fleet.runningOn(chargerId, connectorId);
    await this.store.chargingProfiles.transactionEnded(chargerId, connectorId, running);
  }
}
