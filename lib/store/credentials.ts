/** Chargers' credentials. */
import { type Credential, credentialSchema } from "../domain/credential.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

/** What stands for one that cannot be read: the charger still has a password, and nobody knows it. */
const UNREADABLE: Credential = { v: 1, salt: "", inUse: "", sent: [], setAt: null };

export class StoredCredentials {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  async find(chargerId: string): Promise<Credential | null> {
    return this.#read(await this.kv.get(keys.credential(chargerId)));
  }

  /** Every credential; for the start of the process. */
  async *all(): AsyncGenerator<{ chargerId: string; credential: Credential }> {
    for await (const entry of this.kv.list({ prefix: ["credential"] }, { batchSize: 500 })) {
      const credential = this.#read(entry);
      if (credential !== null) yield { chargerId: String(entry.key[1]), credential };
    }
  }

  /** `change` gives what is to be kept, null to keep none. */
  async update(
    chargerId: string,
    change: (known: Credential | null) => Credential | null,
  ): Promise<Credential | null> {
    const key = keys.credential(chargerId);
    while (true) {
      const entry = await this.kv.get(key);
      const value = change(this.#read(entry));
      const write = value === null ? { deletes: [key] } : { sets: [{ key, value }] };
      if (await this.commit.write({ checks: [entry], ...write }) !== null) return value;
    }
  }
  #read(entry: Deno.KvEntryMaybe<unknown>): Credential | null {
    return entry.value === null ? null : readRecord(credentialSchema, entry, this.log) ?? UNREADABLE;
  }
}
