import { assertEquals } from "@std/assert";
import { formatMoment, formatTicks, formatValue } from "../../lib/client/chart_format.ts";
import { KW, KWH, PERCENT } from "../../lib/client/chart_lines.ts";

const reader = { locale: "en-GB", zone: "Europe/Berlin" };
const at = (text: string) => Date.parse(text);

Deno.test("a value has its unit and as many decimals as its unit deserves", () => {
  assertEquals(formatValue(7.36, KW), "7.4 kW");
  assertEquals(formatValue(1012.5, KWH), "1,012.50 kWh");
  assertEquals(formatValue(80, PERCENT), "80 %");
  assertEquals(formatValue(undefined, KW), "– kW");
});

Deno.test("a moment is told in the reader's zone, with its day unless that is today", () => {
  const now = at("2026-11-22T20:00:00Z");
  assertEquals(formatMoment(at("2026-11-22T12:00:05Z"), now, reader), "13:00:05");
  assertEquals(formatMoment(at("2026-11-21T12:00:05Z"), now, reader), "21 Nov, 13:00:05");
});

Deno.test("the time axis shows times of day, and the day where a new one begins", () => {
  const splits = ["22:00", "22:30", "23:00"].map((time) => at(`2026-11-22T${time}:00Z`) / 1000);
  assertEquals(formatTicks(splits, 1800, reader), ["23:00", "23:30", "00:00\n23 Nov"]);
  assertEquals(formatTicks([splits[0], splits[0] + 30], 30, reader), ["23:00:00", "23:00:30"]);
  assertEquals(formatTicks([splits[0] - 3600, splits[0] + 82_800], 86_400, reader), ["22 Nov", "23 Nov"]);
});
