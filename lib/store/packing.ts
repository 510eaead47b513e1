/**
 * How samples are packed into bytes: JSON with each set of columns written once, then values only.
 *
 * `{"v":1,"c":[["powerW","energyWh"]],"r":[[0,1704067200000,7360,120],[0,60000,7380,243]]}` – a row is the number of
 * its column set, its time (the first in full, then the distance from the row before), and its values.
 */
import type { Sample } from "../domain/sample.ts";

/** What stands before the samples of one packed value. */
export interface Packed {
  v: 1;
  c: string[][];
  r: unknown[][];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Turns samples of one line into bytes. Their order is kept. */
export function packSamples(samples: Sample[]): Uint8Array {
  const columns = new ColumnSets();
  const rows: unknown[][] = [];
  let before = 0;
  for (const sample of samples) {
    rows.push(columns.row([], sample, before));
    before = sample.at;
  }
  return encoder.encode(JSON.stringify({ v: 1, c: columns.sets, r: rows } satisfies Packed));
}

/** @throws when the bytes are not what {@linkcode packSamples} makes. */
export function unpackSamples(bytes: Uint8Array): Sample[] {
  const packed = parsePacked(bytes);
  let before = 0;
  return packed.r.map((row) => {
    const sample = readRow(packed.c, row, 0, before);
    before = sample.at;
    return sample;
  });
}

/** The envelope of packed bytes, checked for its version only: nobody else writes there. */
export function parsePacked(bytes: Uint8Array): Packed {
  const packed: unknown = JSON.parse(decoder.decode(bytes));
  if (typeof packed !== "object" || packed === null || !("v" in packed) || packed.v !== 1) {
    throw new Error("Cannot read packed samples: expected version 1");
  }
  return packed as Packed; // Written by this file alone; checking every row again would double the cost of a read.
}

export function encodePacked(packed: Packed): Uint8Array {
  return encoder.encode(JSON.stringify(packed));
}

/** Gives each distinct set of columns a number, and writes rows against it. */
export class ColumnSets {
  readonly sets: string[][] = [];
  readonly #numbers = new Map<string, number>();

  /** Appends `sample` to the row's `head`; `before` is the time that its own is counted from. */
  row(head: unknown[], sample: Sample, before: number): unknown[] {
    const names: string[] = [];
    const values: unknown[] = [];
    for (const [name, value] of Object.entries(sample)) {
      if (name === "at" || value === undefined) continue;
      names.push(name);
      values.push(value);
    }
    const signature = names.join();
    let number = this.#numbers.get(signature);
    if (number === undefined) {
      number = this.sets.push(names) - 1;
      this.#numbers.set(signature, number);
    }
    head.push(number, sample.at - before, ...values);
    return head;
  }
}

/** Reads the row whose column set's number stands at `offset`. */
export function readRow(sets: string[][], row: unknown[], offset: number, before: number): Sample {
  const names = sets[Number(row[offset])];
  const sample: Record<string, unknown> = { at: before + Number(row[offset + 1]) };
  names.forEach((name, i) => sample[name] = row[offset + 2 + i]);
  return sample as Sample; // See parsePacked.
}
