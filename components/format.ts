/** Numbers and times as people read them; the same on the server and in the browser. */

/** What stands where nothing is known. */
export const UNKNOWN = "–";

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** @example 7360  →  "7.36" (kWh) */
export function formatKwh(energyWh: number): string {
  return group(energyWh / 1000, 2);
}

/** @example 7360  →  "7.4" (kW) */
export function formatKw(powerW: number): string {
  return group(powerW / 1000, 1);
}

/** @example 1234.5, 2  →  "1,234.50" */
export function group(number: number, digits: number): string {
  return number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @example 3720  →  "1 h 02 min" */
export function formatDuration(seconds: number): string {
  if (seconds < MINUTE_S) return "< 1 min";
  const [days, hours, minutes] = [
    Math.floor(seconds / DAY_S),
    Math.floor(seconds % DAY_S / HOUR_S),
    Math.floor(seconds % HOUR_S / MINUTE_S),
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${String(minutes).padStart(2, "0")} min` : `${minutes} min`;
}

/** How long ago, or, after a week, the day. A time that is a little ahead of the reader's clock is now. */
export function formatRelative(at: number, now: number, zone?: string): string {
  const seconds = Math.round((now - at) / 1000);
  if (seconds < -MINUTE_S * 5) return formatExact(at, zone);
  if (seconds < MINUTE_S) return "just now";
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)} min ago`;
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)} h ago`;
  if (seconds < DAY_S * 7) return `${Math.floor(seconds / DAY_S)} d ago`;
  return formatWith({ day: "numeric", month: "short", year: "numeric" }, at, zone);
}

/** A date and a time of day; `zone` "UTC" says so behind it, none is the reader's own. */
export function formatExact(at: number, zone?: string, withSeconds = false): string {
  const text = formatWith(
    {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: withSeconds ? "2-digit" : undefined,
    },
    at,
    zone,
  );
  return zone === undefined ? text : `${text} ${zone}`;
}

function formatWith(options: Intl.DateTimeFormatOptions, at: number, zone: string | undefined): string {
  // The server does not know the reader's locale: day before month, with the month's name, is read rightly by all.
  return new Intl.DateTimeFormat(zone === undefined ? undefined : "en-GB", { ...options, timeZone: zone }).format(at);
}
