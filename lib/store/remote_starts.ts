/** Remote starts that a charger accepted, the last of each connector, until what they asked for begins. */
import { isAskedFor, REMOTE_START_MS, type RemoteStart, remoteStartSchema } from "../domain/remote_start.ts";
import type { Transaction } from "../domain/transaction.ts";
import type { Log } from "../log.ts";
import type { ChargingProfiles } from "./charging_profiles.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Instances } from "./instances.ts";
import { keys } from "./keys.ts";
import { Recall } from "./recall.ts";
import { readRecord } from "./records.ts";

/** One that names no connector may begin at any. */
const ANY = 0;

export class RemoteStarts {
  /** By charger: the keys and values of all its connectors. */
  readonly #asked: Recall<Deno.KvEntry<unknown>[]>;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: {
      commit: GroupCommit;
      profiles: ChargingProfiles;
      instances: Pick<Instances, "aloneSince">;
      log: Log;
    },
  ) {
    this.#asked = new Recall(parts.instances);
  }

  async accepted(chargerId: string, connectorId: number | null, value: RemoteStart): Promise<void> {
    const key = keys.remoteStart(chargerId, connectorId ?? ANY);
    await this.#write(chargerId, { sets: [{ key, value, expireIn: REMOTE_START_MS }] });
  }

  /** A transaction began: the profile that was sent along with what asked for it is installed with it (§5.16.2). */
  async begun(transaction: Transaction): Promise<void> {
    const { chargerId, connectorId, transactionId, startReceivedAt: setAt } = transaction;
    const prefix = ["remote_start", chargerId];
    const stored = await this.#asked.get(chargerId, () => Array.fromAsync(this.kv.list({ prefix })));
    for (const n of [connectorId, ANY]) {
      const entry = stored.find(({ key }) => key[2] === n);
      const asked = entry === undefined ? null : readRecord(remoteStartSchema, entry, this.parts.log);
      if (asked === null || !isAskedFor(transaction, asked)) continue;
      const profile = asked.profile && { ...asked.profile, transactionId };
      if (profile !== null) await this.parts.profiles.installed({ chargerId, connectorId, profile, setAt });
      return await this.#write(chargerId, { deletes: [keys.remoteStart(chargerId, n)] });
    }
  }

  /** The charger was forgotten, and what it was asked for. */
  forgotten(chargerId: string): void {
    this.#asked.forget(chargerId);
  }

  async #write(chargerId: string, write: Write): Promise<void> {
    await this.#asked.changing([chargerId], this.parts.commit.write(write));
  }
}
