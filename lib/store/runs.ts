/** Runs: samples of one line, sorted, cut into values that KV takes. Pure. */
import { isSameSample, type Sample } from "../domain/sample.ts";
import { packSamples } from "./packing.ts";

/** A run is cut at so many samples, though never between samples of one time, and at a gap of 30 days. */
export const RUN_SAMPLES = 60;
const MAX_RUN_BYTES = 48 * 1024;
const MAX_GAP_MS = 30 * 86_400_000;

/** `part` tells runs apart that begin at the same time. */
export interface Chunk {
  samples: Sample[];
  bytes: Uint8Array;
  part: number;
}

/** Cuts sorted samples into runs; `part` is that of the first one. */
export function chunkRuns(samples: Sample[], part: number): Chunk[] {
  const chunks: Chunk[] = [];
  const add = (some: Sample[]): void => {
    const bytes = packSamples(some);
    if (bytes.length > MAX_RUN_BYTES && some.length > 1) {
      const half = some.length >> 1;
      add(some.slice(0, half));
      return add(some.slice(half));
    }
    const last = chunks[chunks.length - 1];
    const next = last === undefined ? part : last.samples[0].at === some[0].at ? last.part + 1 : 0;
    chunks.push({ samples: some, bytes, part: next });
  };
  let from = 0;
  for (let i = 1; i <= samples.length; i++) {
    if (i === samples.length || isCut(samples[i - 1], samples[i], i - from)) {
      add(samples.slice(from, i));
      from = i;
    }
  }
  return chunks;
}

function isCut(last: Sample, next: Sample, count: number): boolean {
  return (count >= RUN_SAMPLES && next.at !== last.at) || next.at - last.at > MAX_GAP_MS;
}

/** Merges samples by time; what says the same of the same moment stays once. */
export function mergeSamples(a: Sample[], b: Sample[]): Sample[] {
  const all = [...a, ...b].sort((x, y) => x.at - y.at);
  const merged: Sample[] = [];
  for (const sample of all) {
    let i = merged.length - 1;
    while (i >= 0 && merged[i].at === sample.at && !isSameSample(merged[i], sample)) i--;
    if (i < 0 || merged[i].at !== sample.at) merged.push(sample);
  }
  return merged;
}
