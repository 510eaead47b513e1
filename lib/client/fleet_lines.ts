/** The fleet's power as a chart and as a table. Pure. */
import type { FleetPowerView } from "../domain/views.ts";
import { type ChartData, KW } from "./chart_lines.ts";

const HOUR_MS = 3_600_000;

/** `now` is the power of this moment, which ends the line; times are epoch ms. */
export function toFleetLines({ from, stepMs, meanW }: FleetPowerView, now: { at: number; powerW: number }): ChartData {
  const first = Date.parse(from);
  const last = meanW.length - 1;
  // A mean stands in the middle of its time; that of the step which has just begun would jump about.
  const at = meanW.slice(0, last).map((_, i) => (first + (i + 0.5) * stepMs) / 1000);
  const values = meanW.slice(0, last).map((powerW) => powerW === null ? null : powerW / 1000);
  return {
    at: [...at, Math.max(now.at / 1000, (at.at(-1) ?? 0) + 1)],
    lines: [{ name: "power", tone: "main", unit: KW, values: [...values, now.powerW / 1000] }],
  };
}

/** The mean of each hour, newest first; hours of which nothing is known are left out. `at` is epoch ms. */
export function toHours({ from, stepMs, meanW }: FleetPowerView): { at: number; powerW: number }[] {
  const hours = new Map<number, number[]>();
  for (const [i, powerW] of meanW.entries()) {
    const at = Date.parse(from) + i * stepMs;
    const hour = at - at % HOUR_MS;
    if (powerW !== null) hours.set(hour, [...hours.get(hour) ?? [], powerW]);
  }
  return [...hours].map(([at, powers]) => ({ at, powerW: powers.reduce((a, b) => a + b) / powers.length })).reverse();
}
