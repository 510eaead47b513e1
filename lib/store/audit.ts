/** The audit of what operators and programs did; it expires. */
import { type AuditEntry, auditEntrySchema } from "../domain/audit.ts";
import { firstUlidAt, type Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

/** So many entries are looked through for one page, whoever fits. */
const LOOKED_THROUGH = 5_000;

export interface AuditFilter {
  operator?: string;
  from?: number;
  to?: number;
}

export class Audit {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; ids: Ids; log: Log; days: number },
  ) {}

  async add(entry: Omit<AuditEntry, "v" | "id">): Promise<void> {
    const value: AuditEntry = { v: 1, id: this.parts.ids.ulidAt(entry.at), ...entry };
    const expireIn = this.parts.days * 86_400_000;
    await this.parts.commit.write({ sets: [{ key: keys.audit(value.id), value, expireIn }] });
  }

  /**
   * Newest first, those before the id `after`; `from` and `to` are epoch ms, both included.
   *
   * @returns `next` is where to go on, also when a page is not full because few of many fitted.
   */
  async page(
    { operator, from, to }: AuditFilter,
    { limit, after }: { limit: number; after?: string },
  ): Promise<{ entries: AuditEntry[]; next: string | null }> {
    const end = [after ?? "~", to === undefined ? "~" : firstUlidAt(to + 1)].sort()[0];
    const start = from === undefined ? "" : firstUlidAt(from);
    if (end <= start) return { entries: [], next: null };
    const range = { start: keys.audit(start), end: keys.audit(end) };
    const entries: AuditEntry[] = [];
    let looked = 0;
    let last: string | null = null;
    for await (const entry of this.kv.list(range, { reverse: true, batchSize: Math.min(500, limit + 1) })) {
      if (entries.length === limit || looked === LOOKED_THROUGH) return { entries, next: last };
      looked++;
      last = String(entry.key[1]);
      const read = readRecord(auditEntrySchema, entry, this.parts.log);
      if (read !== null && (operator === undefined || read.operator === operator)) entries.push(read);
    }
    return { entries, next: null };
  }
}
