/** The samples a chart holds: kept in order, and no more than can be drawn. Pure. */
import type { SampleView } from "../domain/views.ts";

/** Epoch ms; `to` null goes on. */
export interface Span {
  from: number;
  to: number | null;
}

/** A silence longer than this is a gap. */
export const GAP_MS = 5 * 60_000;
/** Of each bucket the server keeps this many points. */
const POINTS_PER_BUCKET = 4;

/**
 * Both, oldest first. Samples of the same moment become one that tells all.
 *
 * @example [{at:"…:00Z", powerW:1}], [{at:"…:00Z", socPercent:50}]  →  [{at:"…:00Z", powerW:1, socPercent:50}]
 */
export function mergeSamples(known: SampleView[], more: SampleView[]): SampleView[] {
  const last = known.at(-1)?.at ?? "";
  // ISO 8601 UTC sorts as text.
  const isInOrder = more.every(({ at }, i) => at > (more[i - 1]?.at ?? last));
  if (isInOrder) return [...known, ...more];
  const byTime = new Map<string, SampleView>();
  for (const sample of [...known, ...more]) byTime.set(sample.at, { ...byTime.get(sample.at), ...sample });
  return [...byTime.values()].sort((a, b) => a.at < b.at ? -1 : 1);
}

/** Those of a span. */
export function within(samples: SampleView[], { from, to }: Span): SampleView[] {
  return samples.filter(({ at }) => Date.parse(at) >= from && (to === null || Date.parse(at) <= to));
}

/**
 * How many points to ask for: one a pixel, in steps so that a small change of width asks the same.
 * @example 1130  →  1200
 */
export function pointsFor(width: number): number {
  return Math.min(2_000, Math.max(200, Math.ceil(width / 200) * 200));
}

/** How long (ms) a silence must be to be one: thinning leaves out what lies within a bucket. */
export function gapOf({ from, to }: { from: number; to: number }, maxPoints: number): number {
  return Math.max(GAP_MS, (to - from) / Math.floor(maxPoints / POINTS_PER_BUCKET));
}
