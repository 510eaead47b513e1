/** What a killed server left in its file: how far it was with folding. Read from outside, before another one opens it. */
import { timeOfUlid } from "../../lib/ids.ts";
import { unpackEntry } from "../../lib/store/journal.ts";
import { unpackRun } from "../../lib/store/packing.ts";

export interface LeftBehind {
  /** Samples of sessions that are over which only the journal has: a session's end begins its fold, so that was under way. */
  unfolded: number;
  /** Samples that a run has, and the journal still, too. */
  twice: number;
  /** All that the journal has. */
  rows: number;
}

export async function leftBehind(kvPath: string): Promise<LeftBehind> {
  using kv = await Deno.openKv(kvPath);
  const begun = new Map<string, number>();
  for await (const { key: [, charger, n], value } of kv.list<string>({ prefix: ["transaction_open"] })) {
    begun.set(`${String(charger)} ${String(n)}`, timeOfUlid(value));
  }
  const folded = new Set<string>();
  for await (const { key: [, charger, n], value } of kv.list<Uint8Array>({ prefix: ["samples"] })) {
    for (const { at } of unpackRun(value)) folded.add(`${String(charger)} ${String(n)} ${at}`);
  }
  const left = { unfolded: 0, twice: 0, rows: 0 };
  for await (const { value } of kv.list<Uint8Array>({ prefix: ["journal"] })) {
    for (const { chargerId, connectorId, sample: { at } } of unpackEntry(value)) {
      const line = `${chargerId} ${connectorId}`;
      left.rows++;
      if (folded.has(`${line} ${at}`)) left.twice++;
      else if (at < (begun.get(line) ?? Infinity)) left.unfolded++;
    }
  }
  return left;
}
