/** Remote starts that a charger accepted, the last of each connector, until what they asked for begins. */
import { isAskedFor, REMOTE_START_MS, type RemoteStart, remoteStartSchema } from "../domain/remote_start.ts";
import type { Transaction } from "../domain/transaction.ts";
import type { Log } from "../log.ts";
import type { ChargingProfiles } from "./charging_profiles.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

/** One that names no connector may begin at any. */
const ANY = 0;

export class RemoteStarts {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; profiles: ChargingProfiles; log: Log },
  ) {}

  async accepted(chargerId: string, connectorId: number | null, value: RemoteStart): Promise<void> {
    const key = keys.remoteStart(chargerId, connectorId ?? ANY);
    await this.parts.commit.write({ sets: [{ key, value, expireIn: REMOTE_START_MS }] });
  }

  /** A transaction began: the profile that was sent along with what asked for it is installed with it (§5.16.2). */
  async begun(transaction: Transaction): Promise<void> {
    const { chargerId, connectorId, transactionId, startReceivedAt: setAt } = transaction;
    for (const key of [keys.remoteStart(chargerId, connectorId), keys.remoteStart(chargerId, ANY)]) {
      const asked = readRecord(remoteStartSchema, await this.kv.get(key), this.parts.log);
      if (asked === null || !isAskedFor(transaction, asked)) continue;
      const profile = asked.profile && { ...asked.profile, transactionId };
      if (profile !== null) await this.parts.profiles.installed({ chargerId, connectorId, profile, setAt });
      return void await this.parts.commit.write({ deletes: [key] });
    }
  }
}
