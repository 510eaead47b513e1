/**
 * How samples are packed into bytes: JSON with each set of columns written once, then values only.
 *
 * `{"v":1,"c":[["powerW","energyWh"]],"r":[[0,1704067200000,7360,120],[0,60000,7380,243]]}` – a row is the number of
 * its column set, its time (the first in full, then the distance from the row before), and its values.
 */
import type { Sample } from "../domain/sample.ts";

/**
 * One sample on its way through the store: `columns` and `values` are JSON arrays as text. It is written once and copied
 * from the journal into a run; as text it costs the garbage collector a third of what the sample does.
 */
export interface Row {
  at: number;
  columns: string;
  values: string;
}

/** What stands before the samples of one packed value. */
interface Packed {
  v: 1;
  c: string[][];
  r: unknown[][];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Sets of columns that are told apart; vendors have a handful, and the order of a message's values makes them differ. */
const MOST_COLUMN_SETS = 1_000;

/** Turns samples into rows, and gives equal sets of columns the same text. */
export class RowWriter {
  readonly #columns = new Map<string, string>();
  /** Of the row before: a fleet of one make has the same columns again and again. */
  #names: string[] = [];
  #text = "[]";

  row(sample: Sample): Row {
    const values: unknown[] = [];
    let isAsBefore = true;
    let name: keyof Sample;
    for (name in sample) {
      const value = sample[name];
      if (name === "at" || value === undefined) continue;
      if (this.#names[values.length] !== name) isAsBefore = false;
      values.push(value);
    }
    if (!isAsBefore || values.length !== this.#names.length) this.#change(sample);
    return { at: sample.at, columns: this.#text, values: JSON.stringify(values) };
  }

  #change(sample: Sample): void {
    this.#names = Object.entries(sample).flatMap(([name, value]) => name === "at" || value === undefined ? [] : [name]);
    this.#text = this.#textOf(this.#names);
  }

  #textOf(names: string[]): string {
    const joined = names.join();
    let text = this.#columns.get(joined);
    if (text === undefined) {
      if (this.#columns.size === MOST_COLUMN_SETS) this.#columns.clear();
      text = JSON.stringify(names);
      this.#columns.set(joined, text);
    }
    return text;
  }
}

export function toSample({ at, columns, values }: Row): Sample {
  return readRow(JSON.parse(columns), at, JSON.parse(values));
}

/** Packs the rows of one line into a run. Their order is kept. */
export function packRun(rows: Row[]): Uint8Array {
  let before = 0;
  return packRows(rows, ({ at }) => {
    const distance = at - before;
    before = at;
    return ["", distance];
  });
}

/**
 * Packs rows: what `placed` gives stands before the number of a row's column set, and as its time. The head is JSON with a
 * comma at its end, or nothing.
 */
export function packRows<R extends Row>(rows: R[], placed: (row: R) => [head: string, at: number]): Uint8Array {
  const sets = new Map<string, number>();
  const parts = rows.map((row) => {
    let set = sets.get(row.columns);
    if (set === undefined) sets.set(row.columns, set = sets.size);
    const [head, at] = placed(row);
    return row.values === "[]" ? `[${head}${set},${at}]` : `[${head}${set},${at},${row.values.slice(1)}`;
  });
  return encoder.encode(`{"v":1,"c":[${[...sets.keys()].join()}],"r":[${parts.join()}]}`);
}

/** @throws when the bytes are not what {@linkcode packRun} makes. */
export function unpackRun(bytes: Uint8Array): Sample[] {
  const { c, r } = parsePacked(bytes);
  let before = 0;
  return r.map((row) => readRow(c[Number(row[0])], before += Number(row[1]), row, 2));
}

/** A run's rows, to be packed again. */
export function unpackRows(bytes: Uint8Array): Row[] {
  const { c, r } = parsePacked(bytes);
  const columns = c.map((names) => JSON.stringify(names));
  let before = 0;
  return r.map(([set, distance, ...values]) => ({
    at: before += Number(distance),
    columns: columns[Number(set)],
    values: JSON.stringify(values),
  }));
}

/** The envelope of packed bytes, checked for its version only: nobody else writes there. */
export function parsePacked(bytes: Uint8Array): Packed {
  const packed: unknown = JSON.parse(decoder.decode(bytes));
  if (typeof packed !== "object" || packed === null || !("v" in packed) || packed.v !== 1) {
    throw new Error("Cannot read packed samples: expected version 1");
  }
  return packed as Packed; // Written by this file alone; checking every row again would double the cost of a read.
}

/** `values` has those of `names` from `first` on. */
export function readRow(names: string[], at: number, values: unknown[], first = 0): Sample {
  const sample: Record<string, unknown> = { at };
  for (let i = 0; i < names.length; i++) sample[names[i]] = values[first + i];
  return sample as Sample; // See parsePacked.
}
