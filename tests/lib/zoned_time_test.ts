import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { spanOf } from "../../lib/domain/zoned_time.ts";

/** As from and to in UTC; a time of day is the same twice. */
function told(text: string, zone: string | null): string[] | null {
  const span = spanOf(text, zone);
  return span && [...new Set([span.from, span.to])].map((at) => new Date(at).toISOString().slice(0, 16));
}

const BERLIN = "Europe/Berlin";
const NEW_YORK = "America/New_York";
const KOLKATA = "Asia/Kolkata";

Deno.test("a day that was written is the day of the place, be it of 23, 24 or 25 hours", () => {
  const table: [string, string | null, string, string][] = [
    ["2026-07-01", null, "2026-07-01T00:00", "2026-07-02T00:00"],
    ["2026-01-31", BERLIN, "2026-01-30T23:00", "2026-01-31T23:00"],
    ["2026-07-01", BERLIN, "2026-06-30T22:00", "2026-07-01T22:00"],
    ["2026-03-29", BERLIN, "2026-03-28T23:00", "2026-03-29T22:00"],
    ["2026-10-25", BERLIN, "2026-10-24T22:00", "2026-10-25T23:00"],
    ["2026-03-08", NEW_YORK, "2026-03-08T05:00", "2026-03-09T04:00"],
    ["2026-11-01", NEW_YORK, "2026-11-01T04:00", "2026-11-02T05:00"],
    ["2026-07-01", KOLKATA, "2026-06-30T18:30", "2026-07-01T18:30"],
    ["2024-02-29", "Asia/Kathmandu", "2024-02-28T18:15", "2024-02-29T18:15"],
    ["2026-07-01", "Pacific/Auckland", "2026-06-30T12:00", "2026-07-01T12:00"],
    // Its first hour was left out.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00", "2018-11-05T02:00"],
  ];
  for (const [day, zone, from, to] of table) assertEquals([day, zone, told(day, zone)], [day, zone, [from, to]]);
});

Deno.test("a day that a place left out holds nothing", () => {
  assertEquals(told("2011-12-30", "Pacific/Apia"), ["2011-12-30T10:00"]);
});

Deno.test("a time of day that was written is by the clock of the place, unless it names its own zone", () => {
  const table: [string, string | null, string][] = [
    ["2026-07-01T12:30", null, "2026-07-01T12:30"],
    ["2026-07-01T12:30", BERLIN, "2026-07-01T10:30"],
    ["2026-07-01 12:30:15.5", KOLKATA, "2026-07-01T07:00"],
    // Left out, and shown twice.
    ["2026-03-29T02:30", BERLIN, "2026-03-29T01:30"],
    ["2026-10-25T02:30", BERLIN, "2026-10-25T00:30"],
    ["2026-03-08T02:30", NEW_YORK, "2026-03-08T07:30"],
    ["2026-11-01T01:30", NEW_YORK, "2026-11-01T05:30"],
    ["2026-07-01T12:30Z", BERLIN, "2026-07-01T12:30"],
    ["2026-07-01T12:30+02:00", NEW_YORK, "2026-07-01T10:30"],
  ];
  for (const [text, zone, at] of table) assertEquals([text, zone, told(text, zone)], [text, zone, [at]]);
});

Deno.test("what is no day and no time is neither", () => {
  for (const text of ["", "today", "2026-02-30", "2026-13-01", "2026-7-1", "2026-07-01T25:00", "2026-07-01T12"]) {
    assertEquals([text, spanOf(text, BERLIN)], [text, null]);
  }
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
/** Before 1972 some zones were not whole minutes off, and nobody charged a car. */
const times = fc.date({ min: new Date("1972-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
const formats = new Map<string, Intl.DateTimeFormat>();

/** As a clock of the place shows it, by another way than the one that is tested. */
function clockOf(at: Date, timeZone: string): { day: string; time: string } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    const style = { year: "numeric", ...digits, fractionalSecondDigits: 3, hourCycle: "h23" } as const;
    formats.set(timeZone, format = new Intl.DateTimeFormat("en", { ...style, timeZone }));
  }
  const of = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${of.year}-${of.month}-${of.day}`;
  return { day, time: `${day}T${of.hour}:${of.minute}:${of.second}.${of.fractionalSecond}` };
}

Deno.test("every moment is in the day that a clock of the place shows, and found by the time that it shows", () => {
  fc.assert(fc.property(times, zones, (at, zone) => {
    const { day, time } = clockOf(at, zone);
    const span = spanOf(day, zone)!;
    assertEquals([span.from <= at.getTime(), at.getTime() < span.to], [true, true], `${day} ${zone}`);
    const moment = spanOf(time, zone)!;
    assertEquals(clockOf(new Date(moment.from), zone).time, time);
    // Of the two that a clock shows alike it is the first.
    assertEquals(moment.from <= at.getTime(), true, `${time} ${zone}`);
  }));
});

Deno.test("days follow on each other without a gap", () => {
  fc.assert(fc.property(times, zones, (at, zone) => {
    const [day, next] = [at, new Date(at.getTime() + 86_400_000)].map((one) => one.toISOString().slice(0, 10));
    assertEquals(spanOf(day, zone)!.to, spanOf(next, zone)!.from);
  }));
});
