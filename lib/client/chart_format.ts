/** Values and times of a chart as text; times in the reader's zone and locale. Pure. */
import { group, UNKNOWN } from "../../components/format.ts";
import type { Unit } from "./chart_lines.ts";

/** Whose: none is the reader's own. For tests. */
export interface Reader {
  locale?: string;
  zone?: string;
}

const MINUTE_S = 60;
const DAY_S = 86_400;

/** @example 7.36, {text:"kW", digits:1}  →  "7.4 kW" */
export function formatValue(value: number | null | undefined, unit: Unit): string {
  return `${value == null ? UNKNOWN : group(value, unit.digits)} ${unit.text}`;
}

/** The time of a point, to the second; with its day unless that is today's. `at` and `now` are epoch ms. */
export function formatMoment(at: number, now: number, reader: Reader = {}): string {
  const time = timeFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, reader).format(at);
  const day = dayFormat(reader);
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}

/**
 * Labels of the time axis: times of day, with the day below where one begins. All are epoch seconds.
 *
 * @example [23:30, 00:00] of two days, 1800  →  ["23:30", "00:00\n23 Nov"]
 */
export function formatTicks(splits: number[], stepS: number, reader: Reader = {}): string[] {
  const second = stepS < MINUTE_S ? "2-digit" as const : undefined;
  const time = timeFormat({ hour: "2-digit", minute: "2-digit", second }, reader);
  const day = dayFormat(reader);
  const days = splits.map((at) => day.format(at * 1000));
  if (stepS >= DAY_S) return days;
  return splits.map((at, i) => {
    const isNewDay = i > 0 && days[i] !== days[i - 1];
    return isNewDay ? `${time.format(at * 1000)}\n${days[i]}` : time.format(at * 1000);
  });
}

function timeFormat(options: Intl.DateTimeFormatOptions, { locale, zone }: Reader): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
}

function dayFormat({ locale, zone }: Reader): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: zone });
}
