/** What a store's samples take in its file: keys and values as SQLite has them. Of a store that nobody has open. */
import { DatabaseSync } from "node:sqlite";
import { unpackEntry } from "../../lib/store/journal.ts";
import { unpackRun } from "../../lib/store/packing.ts";

/** How many samples there are, folded or not, and the bytes of the runs, of the journal and of the lines' own keys. */
export function sampleBytes(kvPath: string): { bytes: number; samples: number } {
  using file = new DatabaseSync(kvPath, { readOnly: true });
  const entries = file.prepare("SELECT k, v FROM kv WHERE k > ? AND k < ?");
  const found = { bytes: 0, samples: 0 };
  for (const kind of ["samples", "journal", "line"]) {
    for (const { k, v } of entries.iterate(keyOf(kind, 0), keyOf(kind, 1))) {
      if (!(k instanceof Uint8Array && v instanceof Uint8Array)) {
        throw new Error(`Cannot read "${kvPath}" as Deno KV's file`);
      }
      found.bytes += k.length + v.length;
      if (kind !== "line") found.samples += kind === "samples" ? unpackRun(v).length : unpackEntry(v).length;
    }
  }
  return found;
}

/** KV writes a text as 2, its bytes, 0. */
function keyOf(kind: string, end: number): Uint8Array {
  return new Uint8Array([2, ...new TextEncoder().encode(kind), end]);
}
