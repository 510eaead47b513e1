/**
 * The journal: samples as they are committed, packed under keys that append, and held in memory until they are folded.
 *
 * KV's cost is per key, not per byte, so the samples of a whole commit share a value. A *line* is one connector's
 * samples; its *tail* is what the journal holds of it. An entry is deleted in the same commit that folds its last row.
 */
import type { Sample } from "../domain/sample.ts";
import { keys } from "./keys.ts";
import { ColumnSets, encodePacked, parsePacked, readRow } from "./packing.ts";

export interface JournalRow {
  chargerId: string;
  connectorId: number;
  sample: Sample;
}

/** One value of the journal. `left` counts the rows that are not folded yet. */
export interface JournalEntry {
  key: Deno.KvKey;
  left: number;
}

export interface PackedEntry {
  key: Deno.KvKey;
  bytes: Uint8Array;
  rows: JournalRow[];
}

/** The part of one connector's samples that only the journal holds, in the order it came. */
export interface Line {
  chargerId: string;
  connectorId: number;
  tail: { sample: Sample; entry: JournalEntry }[];
  /** When the oldest of the tail came, by the stopwatch. */
  since: number;
}

// A row of six values packs into about 70 bytes; a value may hold 64 KiB.
const ROWS_PER_ENTRY = 250;
const MAX_ENTRY_BYTES = 60 * 1024;

export class Journal {
  readonly lines = new Map<string, Line>();
  readonly #adopted = new Set<string>();
  #seq = 0;

  /** `grown` hears of each line that a commit added to. */
  constructor(
    readonly instance: string,
    private readonly now: () => number,
    private readonly grown: (line: Line) => void,
  ) {}

  pack(rows: JournalRow[]): PackedEntry[] {
    const entries: PackedEntry[] = [];
    for (let i = 0; i < rows.length; i += ROWS_PER_ENTRY) this.#pack(rows.slice(i, i + ROWS_PER_ENTRY), entries);
    return entries;
  }

  #pack(rows: JournalRow[], into: PackedEntry[]): void {
    const columns = new ColumnSets();
    const packed = rows.map(({ chargerId, connectorId, sample }) => columns.row([chargerId, connectorId], sample, 0));
    const bytes = encodePacked({ v: 1, c: columns.sets, r: packed });
    if (bytes.length > MAX_ENTRY_BYTES && rows.length > 1) {
      const half = rows.length >> 1;
      this.#pack(rows.slice(0, half), into);
      return this.#pack(rows.slice(half), into);
    }
    into.push({ key: keys.journal(this.instance, this.#seq++), bytes, rows });
  }

  /** The commit that carried these entries is durable: their rows join their lines' tails. */
  committed(entries: PackedEntry[]): void {
    for (const { key, rows } of entries) {
      const entry: JournalEntry = { key, left: rows.length };
      for (const row of rows) this.#append(row, entry);
    }
  }

  /** Takes over an entry that another instance left behind; a second time does nothing. */
  adopt(key: Deno.KvKey, bytes: Uint8Array): void {
    if (this.hasAdopted(key)) return;
    this.#adopted.add(key.join());
    this.committed([{ key, bytes, rows: unpackEntry(bytes) }]);
  }

  hasAdopted(key: Deno.KvKey): boolean {
    return this.#adopted.has(key.join());
  }

  /** What other instances hold; with one instance these are two looks at nothing. */
  async *others(kv: Deno.Kv): AsyncGenerator<{ key: Deno.KvKey; value: Uint8Array }> {
    yield* kv.list<Uint8Array>({ start: ["journal"], end: ["journal", this.instance] });
    yield* kv.list<Uint8Array>({ start: ["journal", `${this.instance}\0`], end: ["journal\0"] });
  }

  line(chargerId: string, connectorId: number): Line | undefined {
    return this.lines.get(lineName(chargerId, connectorId));
  }

  #append({ chargerId, connectorId, sample }: JournalRow, entry: JournalEntry): void {
    const name = lineName(chargerId, connectorId);
    let line = this.lines.get(name);
    if (line === undefined) {
      line = { chargerId, connectorId, tail: [], since: this.now() };
      this.lines.set(name, line);
    }
    line.tail.push({ sample, entry });
    this.grown(line);
  }

  /** The first `count` rows of a tail are folded and durable. Returns the entries that hold no other rows. */
  folded(line: Line, count: number): Deno.KvKey[] {
    const emptied: Deno.KvKey[] = [];
    for (const { entry } of line.tail.splice(0, count)) if (--entry.left === 0) emptied.push(entry.key);
    line.since = this.now();
    if (line.tail.length === 0) this.lines.delete(lineName(line.chargerId, line.connectorId));
    return emptied;
  }
}

export function unpackEntry(bytes: Uint8Array): JournalRow[] {
  const packed = parsePacked(bytes);
  return packed.r.map((row) => ({
    chargerId: String(row[0]),
    connectorId: Number(row[1]),
    sample: readRow(packed.c, row, 2, 0),
  }));
}

function lineName(chargerId: string, connectorId: number): string {
  return `${connectorId} ${chargerId}`;
}
