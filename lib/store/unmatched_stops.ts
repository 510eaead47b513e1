/** Stops that fit no transaction of their charger: kept once each, however often it says so. */
import type { Fact } from "../domain/fact.ts";
import { type UnmatchedStop, unmatchedStopSchema } from "../domain/transaction.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";
import type { AddSamples } from "./transactions.ts";

type Stopped = Extract<Fact, { type: "stopped" }>;

export class UnmatchedStops {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; ids: Ids; log: Log; addSamples: AddSamples },
  ) {}

  async keep(
    chargerId: string,
    fact: Stopped,
  ): Promise<{ type: "unmatched"; stop: UnmatchedStop; repeated: boolean }> {
    const { commit, ids, addSamples } = this.parts;
    while (true) {
      const told = await this.kv.get<string>(keys.strayStop(chargerId, fact));
      if (told.value !== null) {
        const stop = await this.find(chargerId, told.value) ?? await this.#findSettled(chargerId, told.value);
        if (stop !== null) return { type: "unmatched", stop, repeated: true };
      }
      const stop = newStop(chargerId, ids.ulidAt(fact.receivedAt), fact);
      // Its samples cannot be told apart by connector; they join the charger's own line, number 0.
      await addSamples(chargerId, 0, fact.samples);
      const isKept = await commit.write({
        checks: [told],
        sets: [
          { key: keys.unmatchedStop(chargerId, stop.id), value: stop },
          { key: keys.unmatchedStopByTime(stop.id), value: chargerId },
          { key: told.key, value: stop.id },
        ],
      });
      if (isKept) return { type: "unmatched", stop, repeated: false };
    }
  }

  /** One that is not settled. */
  async find(chargerId: string, id: string): Promise<UnmatchedStop | null> {
    return readRecord(unmatchedStopSchema, await this.kv.get(keys.unmatchedStop(chargerId, id)), this.parts.log);
  }

  /** Lists it no longer. False: there is none that is not settled. */
  async settle(chargerId: string, id: string, settled: NonNullable<UnmatchedStop["settled"]>): Promise<boolean> {
    const entry = await this.kv.get(keys.unmatchedStop(chargerId, id));
    const stop = readRecord(unmatchedStopSchema, entry, this.parts.log);
    if (stop === null) return false;
    const isSettled = await this.parts.commit.write({
      checks: [entry],
      sets: [{ key: keys.settledStop(chargerId, id), value: { ...stop, settled } }],
      deletes: [entry.key, keys.unmatchedStopByTime(id)],
    });
    return isSettled !== null;
  }

  async #findSettled(chargerId: string, id: string): Promise<UnmatchedStop | null> {
    return readRecord(unmatchedStopSchema, await this.kv.get(keys.settledStop(chargerId, id)), this.parts.log);
  }
}

function newStop(chargerId: string, id: string, fact: Stopped): UnmatchedStop {
  return {
    v: 1,
    id,
    chargerId,
    transactionId: fact.transactionId,
    idTag: fact.idTag,
    meterStopWh: fact.meterStopWh,
    stopReason: fact.stopReason,
    at: fact.at,
    receivedAt: fact.receivedAt,
    sent: fact.unread?.sent ?? null,
    settled: null,
  };
}
