/** What connectors say they are: now, and, for as long as samples are kept, before. */
import type { Connector } from "../domain/connector.ts";
import { changeOf, type StatusChange, statusChangeSchema } from "../domain/status_change.ts";
import { firstUlidAt, type Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class ConnectorStatuses {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; ids: Ids; log: Log; days: number },
  ) {}

  /** `before` is what it was as far as anybody knows; what only says so again is no history. */
  async told(connector: Connector, before: Connector | null): Promise<void> {
    const { commit, ids, days } = this.parts;
    const { chargerId, connectorId } = connector;
    const sets: Write["sets"] = [{ key: keys.connector(chargerId, connectorId), value: connector }];
    const value = changeOf(connector, before);
    if (value !== null) {
      const key = keys.status(chargerId, connectorId, ids.ulidAt(value.at));
      sets.push({ key, value, expireIn: days * 86_400_000 });
    }
    await commit.write({ sets });
  }

  /** A connector's changes from `from` on (epoch ms), before `to`, oldest first. */
  since(chargerId: string, n: number, range: { from: number; to: number; limit: number }): Promise<StatusChange[]> {
    return this.#list(chargerId, n, range, false);
  }

  /** Those before `to`, newest first. */
  before(chargerId: string, n: number, { to, limit }: { to: number; limit: number }): Promise<StatusChange[]> {
    return this.#list(chargerId, n, { from: 0, to, limit }, true);
  }

  async #list(
    chargerId: string,
    n: number,
    { from, to, limit }: { from: number; to: number; limit: number },
    reverse: boolean,
  ): Promise<StatusChange[]> {
    const key = (at: number) => keys.status(chargerId, n, firstUlidAt(at));
    const entries = this.kv.list({ start: key(from), end: key(to) }, { limit, reverse });
    const found = await Array.fromAsync(entries);
    return found.map((entry) => readRecord(statusChangeSchema, entry, this.parts.log)).filter((one) => one !== null);
  }
}
