/** Records as KV gives them back: parsed on read. A broken one is logged and skipped, never thrown at a page. */
import type { z } from "zod";
import type { Log } from "../log.ts";

/** Reads one record; null when the key is empty or what is there does not fit its schema. */
export function readRecord<T>(schema: z.ZodType<T>, entry: Deno.KvEntryMaybe<unknown>, log: Log): T | null {
  if (entry.value === null) return null;
  const parsed = schema.safeParse(entry.value);
  if (parsed.success) return parsed.data;
  log.error("Stored record is broken", { key: JSON.stringify(entry.key), problem: parsed.error.issues[0].message });
  return null;
}

/** KV's own limit of keys a `getMany`. */
const GET_MANY = 10;

/** Reads any number of keys, in order. */
export async function getAll(kv: Deno.Kv, wanted: Deno.KvKey[]): Promise<Deno.KvEntryMaybe<unknown>[]> {
  const batches: Promise<Deno.KvEntryMaybe<unknown>[]>[] = [];
  for (let i = 0; i < wanted.length; i += GET_MANY) batches.push(kv.getMany(wanted.slice(i, i + GET_MANY)));
  return (await Promise.all(batches)).flat();
}

/** Records whose keys end in a ULID: a page of them, newest first, those before the id `after`. */
export async function pageOf<T>(
  kv: Deno.Kv,
  { schema, key, limit, after, log }: {
    schema: z.ZodType<T>;
    key: (id: string) => Deno.KvKey;
    limit: number;
    after?: string;
    log: Log;
  },
): Promise<T[]> {
  const entries = await Array.fromAsync(kv.list({ start: key(""), end: key(after ?? "~") }, { reverse: true, limit }));
  return entries.map((entry) => readRecord(schema, entry, log)).filter((one) => one !== null);
}
