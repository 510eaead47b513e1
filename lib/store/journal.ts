/**
 * The journal: samples as they are committed, packed under keys that append, and held in memory until they are folded.
 *
 * KV's cost is per key, not per byte, so the samples of a whole commit share a value. A *line* is one connector's
 * samples; its *tail* is what the journal holds of it. An entry is deleted in the same commit that folds its last row.
 */
import type { Sample } from "../domain/sample.ts";
import { keys } from "./keys.ts";
import { packRows, parsePacked, readRow, type Row, RowWriter } from "./packing.ts";

/** Samples of one connector, as a message brought them. */
export interface Metered {
  chargerId: string;
  connectorId: number;
  samples: Sample[];
}

/** One value of the journal. `left` counts the rows that are not folded yet. */
export interface JournalEntry {
  key: Deno.KvKey;
  left: number;
}

export interface JournalRow extends Row {
  chargerId: string;
  connectorId: number;
  /** Where it stands in KV; null until that is durable. */
  entry: JournalEntry | null;
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
  tail: JournalRow[];
  /** When the oldest of the tail came, by the stopwatch. */
  since: number;
}

// A row of six values packs into about 70 bytes; a value may hold 64 KiB.
const ROWS_PER_ENTRY = 250;
const MAX_ENTRY_BYTES = 60 * 1024;

export class Journal {
  /** By charger, then by connector. */
  readonly #lines = new Map<string, Map<number, Line>>();
  readonly #adopted = new Set<string>();
  readonly #writer = new RowWriter();
  #seq = 0;

  /** `grown` hears of each line that a commit added to. */
  constructor(
    readonly instance: string,
    private readonly now: () => number,
    private readonly grown: (line: Line) => void,
  ) {}

  pack(metered: Metered[]): PackedEntry[] {
    const rows: JournalRow[] = [];
    for (const { chargerId, connectorId, samples } of metered) {
      for (const sample of samples) rows.push(this.#row(chargerId, connectorId, sample));
    }
    const entries: PackedEntry[] = [];
    for (let i = 0; i < rows.length; i += ROWS_PER_ENTRY) this.#pack(rows.slice(i, i + ROWS_PER_ENTRY), entries);
    return entries;
  }

  #row(chargerId: string, connectorId: number, sample: Sample): JournalRow {
    const { at, columns, values } = this.#writer.row(sample);
    return { chargerId, connectorId, at, columns, values, entry: null };
  }

  #pack(rows: JournalRow[], into: PackedEntry[]): void {
    const bytes = packRows(
      rows,
      ({ chargerId, connectorId, at }) => [`${JSON.stringify(chargerId)},${connectorId},`, at],
    );
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
      for (const row of rows) {
        row.entry = entry;
        this.#append(row);
      }
    }
  }

  /** Takes over an entry that another instance left behind; a second time does nothing. */
  adopt(key: Deno.KvKey, bytes: Uint8Array): void {
    if (this.hasAdopted(key)) return;
    this.#adopted.add(key.join());
    const rows = unpackEntry(bytes).map(({ chargerId, connectorId, sample }) =>
      this.#row(chargerId, connectorId, sample)
    );
    this.committed([{ key, bytes, rows }]);
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
    return this.#lines.get(chargerId)?.get(connectorId);
  }

  measure(): { rows: number; lines: number } {
    let rows = 0, lines = 0;
    for (const { tail } of this.lines()) {
      rows += tail.length;
      lines++;
    }
    return { rows, lines };
  }

  *lines(): Generator<Line> {
    for (const ofCharger of this.#lines.values()) yield* ofCharger.values();
  }

  #append(row: JournalRow): void {
    const { chargerId, connectorId } = row;
    let ofCharger = this.#lines.get(chargerId);
    if (ofCharger === undefined) this.#lines.set(chargerId, ofCharger = new Map());
    let line = ofCharger.get(connectorId);
    if (line === undefined) {
      ofCharger.set(connectorId, line = { chargerId, connectorId, tail: [], since: this.now() });
    }
    line.tail.push(row);
    this.grown(line);
  }

  /** The first `count` rows of a tail are folded and durable. Returns the entries that hold no other rows. */
  folded(line: Line, count: number): Deno.KvKey[] {
    const emptied: Deno.KvKey[] = [];
    for (const { entry } of line.tail.splice(0, count)) {
      if (entry !== null && --entry.left === 0) emptied.push(entry.key);
    }
    line.since = this.now();
    if (line.tail.length === 0) this.#forget(line);
    return emptied;
  }

  #forget({ chargerId, connectorId }: Line): void {
    const ofCharger = this.#lines.get(chargerId);
    ofCharger?.delete(connectorId);
    if (ofCharger?.size === 0) this.#lines.delete(chargerId);
  }
}

export function unpackEntry(bytes: Uint8Array): { chargerId: string; connectorId: number; sample: Sample }[] {
  const { c, r } = parsePacked(bytes);
  return r.map((row) => ({
    chargerId: String(row[0]),
    connectorId: Number(row[1]),
    sample: readRow(c[Number(row[2])], Number(row[3]), row, 4),
  }));
}
