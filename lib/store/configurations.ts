/** Each charger's configuration, an entry a key. */
import {
  type ConfigurationKey,
  configurationKeySchema,
  keyChanged,
  keyRead,
  type KeyTold,
} from "../domain/configuration.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class Configurations {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  /** In the order of the keys. */
  async of(chargerId: string): Promise<ConfigurationKey[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["configuration", chargerId] }));
    return entries.map((entry) => readRecord(configurationKeySchema, entry, this.log)).filter((one) => one !== null);
  }

  /** Stores what a charger told; `isWhole` when it was asked for all, so that what it left out is gone. */
  async read(
    chargerId: string,
    { told, unknownKeys, isWhole, at }: { told: KeyTold[]; unknownKeys: string[]; isWhole: boolean; at: number },
  ): Promise<void> {
    const known = new Map((await this.of(chargerId)).map((one) => [one.key, one]));
    const left = isWhole ? [...known.keys()].filter((key) => !told.some((one) => one.key === key)) : unknownKeys;
    await this.commit.write({
      sets: told.map((one) => ({
        key: keys.configuration(chargerId, one.key),
        value: keyRead(known.get(one.key), one, at),
      })),
      deletes: left.map((key) => keys.configuration(chargerId, key)),
    });
  }

  async changed(
    chargerId: string,
    change: { key: string; value: string; needsReboot: boolean; changedBy: string | null; at: number },
  ) {
    const key = keys.configuration(chargerId, change.key);
    const known = readRecord(configurationKeySchema, await this.kv.get(key), this.log) ?? undefined;
    await this.commit.write({ sets: [{ key, value: keyChanged(known, change, change.at) }] });
  }
}
