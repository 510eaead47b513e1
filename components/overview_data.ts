/** What the Overview shows. */
import type { FleetCounts, TransactionView } from "@/lib/domain/views.ts";
import type { Transaction } from "@/lib/domain/transaction.ts";
import type { Fleet } from "@/lib/fleet.ts";
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
    running: newestRunning(fleet).map((one) => fleet.viewOf(one)),
    attention: await readAttention(services),
  };
}

/** As `fleet.active()` gives them, without shaping the thousands that are not shown. */
function newestRunning(fleet: Fleet): Transaction[] {
  const running: Transaction[] = [];
  for (const { connectors } of fleet.states()) {
    for (const { transaction } of connectors.values()) if (transaction !== null) running.push(transaction);
  }
  return running.sort((a, b) => a.id < b.id ? 1 : -1).slice(0, RUNNING_SHOWN);
}
