/** Times that chargers tell: many ways to write one, and clocks that are wrong. */

const MINUTE_MS = 60_000;
/** A charger that was offline replays what it kept; one that is over a year behind has lost its clock. */
const PAST_MS = 366 * 24 * 60 * MINUTE_MS;
const FUTURE_MS = 10 * MINUTE_MS;

/**
 * Reads an ISO 8601 time as epoch ms; null when it is none.
 *
 * No zone means UTC; `+02` and `+0200` are read as `+02:00`; a blank between date and time is accepted.
 * @example "2024-01-01 00:00:00+02"  →  1704060000000
 */
export function parseTime(text: string): number | null {
  if (USUAL.test(text)) return msOf(text);
  const exact = WRITTEN.exec(text);
  if (exact === null) return null;
  const [, date, time, zone] = exact;
  return msOf(`${date}T${time}${zoneOf(zone)}`);
}

/** As most chargers write it, and as Date.parse reads it without help. */
const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

const WRITTEN = /^\s*(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?\s*$/;

function msOf(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || zone === "Z" || zone === "z") return "Z";
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : "00"}`;
}

/** Whether a charger's time can be true: told, not over a year behind ours and not over 10 minutes ahead. */
export function isBelievable(chargerAt: number | null, receivedAt: number): chargerAt is number {
  return chargerAt !== null && chargerAt >= receivedAt - PAST_MS && chargerAt <= receivedAt + FUTURE_MS;
}

/** The charger's time where it can be true, else ours. */
export function believe(chargerAt: number | null, receivedAt: number): number {
  return isBelievable(chargerAt, receivedAt) ? chargerAt : receivedAt;
}

/** The UTC day of a time, as `2024-01-31`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
