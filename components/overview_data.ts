/** What the Overview shows. */
import type { FleetCounts, TransactionView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";
import { type Attention, readAttention } from "./attention.ts";

export interface OverviewData {
  counts: FleetCounts;
  /** Of the UTC day: `energyWh` of the sessions that `ended`. */
  today: { energyWh: number; started: number; ended: number };
  /** The newest that run. */
  running: TransactionView[];
  attention: Attention;
}

/** How many of the running sessions are listed. */
export const RUNNING_SHOWN = 12;

export async function readOverview(services: Services): Promise<OverviewData> {
  const { reads, fleet, clock } = services;
  const now = clock.now();
  const { days } = await reads.stats(now, now);
  return {
    counts: fleet.counts(),
    today: days[0] ?? { energyWh: 0, started: 0, ended: 0 },
    running: reads.running({}, { limit: RUNNING_SHOWN }).items,
    attention: await readAttention(services),
  };
}
