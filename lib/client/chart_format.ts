/** Values and times of a chart as text. Pure. */
import { type Format, UNKNOWN } from "../texts/format.ts";
import type { Unit } from "./chart_lines.ts";

const MINUTE_S = 60;
const DAY_S = 86_400;

/** @example 7.36, {text:"kW", digits:1}  →  "7.4 kW" */
export function formatValue(value: number | null | undefined, unit: Unit, format: Format): string {
  return value == null ? UNKNOWN : `${format.number(value, unit.digits)} ${unit.text}`;
}

/** The time of a point, to the second; with its day unless that is today's. `at` and `now` are epoch ms. */
export function formatMoment(at: number, now: number, format: Format): string {
  const time = format.at("second", at);
  const day = format.at("day", at);
  return day === format.at("day", now) ? time : `${day}, ${time}`;
}

/**
 * Labels of the time axis: times of day, with the day below where one begins. All are epoch seconds.
 *
 * @example [23:30, 00:00] of two days, 1800  →  ["23:30", "00:00\n23 Nov"]
 */
export function formatTicks(splits: number[], stepS: number, format: Format): string[] {
  const days = splits.map((at) => format.at("day", at * 1000));
  if (stepS >= DAY_S) return days;
  return splits.map((at, i) => {
    const time = format.at(stepS < MINUTE_S ? "second" : "time", at * 1000);
    const isNewDay = i > 0 && days[i] !== days[i - 1];
    return isNewDay ? `${time}\n${days[i]}` : time;
  });
}
