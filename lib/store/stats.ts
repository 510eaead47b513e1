/** Totals a day, kept by `sum` where things happen, so that reading them costs a look at each day. */
import { dayOf } from "../domain/time.ts";

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
    const days: Record<string, DayStats> = {};
    for (let at = Date.parse(dayOf(from)); at <= to; at += DAY_MS) {
      days[dayOf(at)] = { day: dayOf(at), energyWh: 0, started: 0, ended: 0 };
    }
    const range = { prefix: ["stats"], start: ["stats", dayOf(from)] };
    const batchSize = Math.min(1_000, NAMES.length * Object.keys(days).length);
    for await (const { key: [, day, name], value } of this.kv.list<Deno.KvU64>(range, { batchSize })) {
      const stats = days[String(day)];
      if (stats === undefined) break;
      if (isName(name)) stats[name] = Number(value.value);
    }
    return Object.values(days);
  }
}

function isName(part: Deno.KvKeyPart): part is typeof NAMES[number] {
  return NAMES.some((name) => name === part);
}
