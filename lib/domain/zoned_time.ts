/** Days and times as a person writes them, by the clock of the place where that person is. Pure. */
import { parseTime } from "./time.ts";

const DAY = /^\d{4}-\d\d-\d\d$/;
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/**
 * The time that was written, in epoch ms: a day is all of it, `to` not included; a time of day is a moment. Null when it is
 * neither, or there is no such day.
 *
 * A day may have 23 or 25 hours. Of a time that a clock shows twice the first is meant; one that it leaves out is as long
 * after the last it showed. What says its own zone is in that. `zone` null is UTC.
 * @example "2026-03-29", "Europe/Berlin"  →  {from: 1774738800000, to: 1774821600000}
 */
export function spanOf(text: string, zone: string | null): { from: number; to: number } | null {
  const place = zone ?? "UTC";
  try {
    if (DAY.test(text)) {
      const day = Temporal.PlainDate.from(text);
      const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(place).epochMilliseconds;
      return { from: startOf(day), to: startOf(day.add({ days: 1 })) };
    }
    const at = WITHOUT_ZONE.test(text)
      ? Temporal.PlainDateTime.from(text).toZonedDateTime(place).epochMilliseconds
      : parseTime(text);
    return at === null ? null : { from: at, to: at };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
