/** Bulk commands as programs and pages are shown them (times ISO 8601 UTC). */
import type { BulkCharger, BulkCommand, BulkCounts } from "./bulk_command.ts";
import { iso } from "./shape.ts";

/** `counts.waiting` are those that nothing came of yet; once it is over, those that nothing was sent to. */
export interface BulkCommandView extends Omit<BulkCommand, "v" | "instance" | "askedAt" | "endedAt" | "counts"> {
  askedAt: string;
  endedAt: string | null;
  counts: BulkCounts & { waiting: number };
}

/** `n` is its place in the order in which the chargers are asked. */
export interface BulkChargerView extends Omit<BulkCharger, "v" | "at"> {
  bulkId: string;
  n: number;
  at: string | null;
}

/** Those that a bulk command would go to. */
export interface BulkTargets {
  chargers: number;
  online: number;
  /** How many have a transaction that runs. */
  charging: number;
}

export function toBulkCommandView(
  { v: _, instance: __, askedAt, endedAt, ...bulk }: BulkCommand,
  counts: BulkCounts = bulk.counts,
): BulkCommandView {
  const ended = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return {
    ...bulk,
    askedAt: iso(askedAt),
    endedAt: iso(endedAt),
    counts: { ...counts, waiting: bulk.chargers - ended },
  };
}

export function toBulkChargerView(
  bulkId: string,
  { n, charger: { v: _, at, ...charger } }: { n: number; charger: BulkCharger },
): BulkChargerView {
  return { bulkId, n, ...charger, at: iso(at) };
}
