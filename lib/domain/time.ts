/** Times that chargers tell: many ways to write one, and clocks that are wrong. */

const MINUTE_MS = 60_000;
/** No charger that speaks OCPP 1.6 has a true clock before the standard's own date. */
const EARLIEST_MS = Date.UTC(2015, 9, 8);
const FUTURE_MS = 10 * MINUTE_MS;

/**
 * Reads an ISO 8601 time as epoch ms; null when it is none.
 *
 * No zone means UTC; `+02` and `+0200` are read as `+02:00`; a blank between date and time is accepted.
 * @example "2024-01-01 00:00:00+02"  →  1704060000000
 */
export function parseTime(text: string): number | null {
  const exact = WRITTEN.exec(text);
  if (exact === null) return null;
  const [, date, time, zone] = exact;
  const ms = Date.parse(`${date}T${time}${zoneOf(zone)}`);
  return Number.isNaN(ms) ? null : ms;
}

const WRITTEN = /^\s*(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?\s*$/;

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || zone === "Z" || zone === "z") return "Z";
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : "00"}`;
}

/** Whether a charger's time can be true: told, not before OCPP 1.6 was, and not ahead of ours by over 10 minutes. */
export function isBelievable(chargerAt: number | null, receivedAt: number): chargerAt is number {
  return chargerAt !== null && chargerAt >= EARLIEST_MS && chargerAt <= receivedAt + FUTURE_MS;
}

/** The charger's time where it can be true, else ours. */
export function believe(chargerAt: number | null, receivedAt: number): number {
  return isBelievable(chargerAt, receivedAt) ? chargerAt : receivedAt;
}

/** The UTC day of a time, as `2024-01-31`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
