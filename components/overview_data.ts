/** What the Overview shows. */
import type { FleetCounts, FleetPowerView, StatsView, TransactionView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";
import { type Attention, readAttention } from "./attention.ts";

export interface OverviewData {
  counts: FleetCounts;
  /** Of the UTC day, for the store has sums of those only: `energyWh` of the sessions that `ended`. */
  today: StatsView["days"][number];
  /** The newest that run. */
  running: TransactionView[];
  attention: Attention;
  power: FleetPowerView;
}

/** How many of the running sessions are listed. */
export const RUNNING_SHOWN = 12;

/** `wantsAll`: everything that needs attention, not only the first. */
export async function readOverview(services: Services, wantsAll: boolean): Promise<OverviewData> {
  const { reads, clock, powerHistory } = services;
  const now = clock.now();
  const { days, energyWh: _, transactions: __, ...counts } = await reads.stats(now, now);
  return {
    counts,
    today: days[0],
    running: reads.running({}, { limit: RUNNING_SHOWN }).items,
    attention: await readAttention(services, wantsAll),
    power: powerHistory.view(),
  };
}
