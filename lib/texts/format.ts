/** Numbers and times as the reader writes them; the same on the server and in the browser. */
import type { Texts } from "./texts.ts";

/** What stands where nothing is known. */
export const UNKNOWN = "–";

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

const DATE = { day: "numeric", month: "short", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;
const STYLES = {
  date: DATE,
  day: { day: "numeric", month: "short" },
  time: TIME,
  second: { ...TIME, second: "2-digit" },
  millisecond: { ...TIME, second: "2-digit", fractionalSecondDigits: 3 },
  exact: { ...DATE, ...TIME },
  exactSecond: { ...DATE, ...TIME, second: "2-digit" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeStyle = keyof typeof STYLES;

/** Where the reader is: whose way of writing, and whose clock; null is not known yet, and shown as UTC. */
export interface Place {
  locale: string;
  zone: string | null;
}

export class Format {
  // Intl's own objects are slow to make.
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #times = new Map<TimeStyle, Intl.DateTimeFormat>();
  readonly #relative: Intl.RelativeTimeFormat;

  constructor(private readonly t: Texts, readonly place: Place) {
    this.#relative = new Intl.RelativeTimeFormat(place.locale, { style: "short" });
  }

  /** @example 1234.5, 2  →  "1,234.50" */
  number(number: number, digits = 0, leastDigits = digits): string {
    const key = `${digits} ${leastDigits}`;
    let format = this.#numbers.get(key);
    if (format === undefined) {
      format = new Intl.NumberFormat(this.place.locale, {
        minimumFractionDigits: leastDigits,
        maximumFractionDigits: digits,
      });
      this.#numbers.set(key, format);
    }
    return format.format(number);
  }

  /** @example 7360  →  "7.36" (kWh) */
  kwh(energyWh: number): string {
    return this.number(energyWh / 1000, 2);
  }

  /** @example 7360  →  "7.4" (kW) */
  kw(powerW: number): string {
    return this.number(powerW / 1000, 1);
  }

  /** @example 3720  →  "1 h 02 min" */
  duration(seconds: number): string {
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
  relative(at: number, now: number): string {
    const seconds = Math.round((now - at) / 1000);
    if (seconds < -MINUTE_S * 5) return this.exact(at);
    if (seconds < MINUTE_S) return this.t("time.justNow");
    if (seconds < HOUR_S) return this.#relative.format(-Math.floor(seconds / MINUTE_S), "minute");
    if (seconds < DAY_S) return this.#relative.format(-Math.floor(seconds / HOUR_S), "hour");
    if (seconds < DAY_S * 7) return this.#relative.format(-Math.floor(seconds / DAY_S), "day");
    return this.at("date", at);
  }

  /** A date and a time of day; where the reader's zone is not known, with the one that it is in. */
  exact(at: number, withSeconds = false): string {
    const text = this.at(withSeconds ? "exactSecond" : "exact", at);
    return this.place.zone === null ? `${text} UTC` : text;
  }

  /** `at` is epoch ms. */
  at(style: TimeStyle, at: number): string {
    let format = this.#times.get(style);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(this.place.locale, { ...STYLES[style], timeZone: this.place.zone ?? "UTC" });
      this.#times.set(style, format);
    }
    return format.format(at);
  }
}
