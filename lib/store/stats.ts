/** Totals a day, kept by `sum` where things happen, so that reading them costs a look at each day. */
import { dayOf } from "../domain/time.ts";
import { keys } from "./keys.ts";
import { getAll } from "./records.ts";

/** `energyWh` counts on the UTC day a transaction ended. */
export interface DayStats {
  day: string;
  energyWh: number;
  started: number;
  ended: number;
}

const DAY_MS = 86_400_000;
const NAMES = ["energyWh", "started", "ended"] as const;

export class Stats {
  constructor(private readonly kv: Deno.Kv) {}

  /** Every UTC day from that of `from` to that of `to` (epoch ms), oldest first, empty days too. */
  async days(from: number, to: number): Promise<DayStats[]> {
    const days: string[] = [];
    for (let at = Date.parse(dayOf(from)); at <= to; at += DAY_MS) days.push(dayOf(at));
    const counters = await getAll(this.kv, days.flatMap((day) => NAMES.map((name) => keys.stats(day, name))));
    return days.map((day, i) => {
      const [energyWh, started, ended] = counters.slice(i * NAMES.length, (i + 1) * NAMES.length).map(count);
      return { day, energyWh, started, ended };
    });
  }
}

function count(entry: Deno.KvEntryMaybe<unknown>): number {
  return entry.value instanceof Deno.KvU64 ? Number(entry.value.value) : 0;
}
