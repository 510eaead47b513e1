/** Runs: rows of one line, sorted, cut into values that KV takes. Pure. */
import { isSameSample, type Sample } from "../domain/sample.ts";
import { packRun, type Row } from "./packing.ts";

/** A run is cut at so many rows, though never between rows of one time, and at a gap of 30 days. */
export const RUN_ROWS = 120;
/** What is left behind a cut is at least so much; a run of fewer rows is joined by what comes next to it. */
export const FEW_ROWS = RUN_ROWS / 2;
const MAX_RUN_BYTES = 48 * 1024;
const MAX_GAP_MS = 30 * 86_400_000;

/** `part` tells runs apart that begin at the same time. */
export interface Chunk {
  rows: Row[];
  bytes: Uint8Array;
  part: number;
}

/** Cuts sorted rows into runs; `part` is that of the first one. */
export function chunkRuns(rows: Row[], part: number): Chunk[] {
  const chunks: Chunk[] = [];
  const add = (some: Row[]): void => {
    const bytes = packRun(some);
    if (bytes.length > MAX_RUN_BYTES && some.length > 1) {
      const half = some.length >> 1;
      add(some.slice(0, half));
      return add(some.slice(half));
    }
    const last = chunks[chunks.length - 1];
    const next = last === undefined ? part : last.rows[0].at === some[0].at ? last.part + 1 : 0;
    chunks.push({ rows: some, bytes, part: next });
  };
  let from = 0;
  for (let i = 1; i <= rows.length; i++) {
    if (i === rows.length || isCut(rows[i - 1], rows[i], { before: i - from, behind: rows.length - i })) {
      add(rows.slice(from, i));
      from = i;
    }
  }
  return chunks;
}

function isCut(last: Row, next: Row, { before, behind }: { before: number; behind: number }): boolean {
  return (before >= RUN_ROWS && behind >= FEW_ROWS && next.at !== last.at) || next.at - last.at > MAX_GAP_MS;
}

/** Merges samples by time; what says the same of the same moment stays once. */
export function mergeSamples(a: Sample[], b: Sample[]): Sample[] {
  return merge(a, b, isSameSample);
}

/** As {@linkcode mergeSamples}. A repeat has its values in the same order, so that its text is the same. */
export function mergeRows(a: Row[], b: Row[]): Row[] {
  return merge(a, b, (one, other) => one.values === other.values && one.columns === other.columns);
}

function merge<Timed extends { at: number }>(
  a: Timed[],
  b: Timed[],
  isSame: (one: Timed, other: Timed) => boolean,
): Timed[] {
  const merged: Timed[] = [];
  for (const one of [...a, ...b].sort((x, y) => x.at - y.at)) {
    let i = merged.length - 1;
    while (i >= 0 && merged[i].at === one.at && !isSame(merged[i], one)) i--;
    if (i < 0 || merged[i].at !== one.at) merged.push(one);
  }
  return merged;
}
