import { assertEquals } from "@std/assert";
import { formatMoment, formatTicks, formatValue } from "../../lib/client/chart_format.ts";
import { KW, KWH, PERCENT } from "../../lib/client/chart_lines.ts";
import { aReader } from "../reader.ts";

const { format } = aReader();
const at = (text: string) => Date.parse(text);

Deno.test("a value has its unit and as many decimals as its unit deserves", () => {
  assertEquals(formatValue(7.36, KW, format), "7.4 kW");
  assertEquals(formatValue(1012.5, KWH, format), "1,012.50 kWh");
  assertEquals(formatValue(80, PERCENT, format), "80 %");
  assertEquals(formatValue(undefined, KW, format), "–");
});

Deno.test("a moment is told in the reader's zone, with its day unless that is today", () => {
  const now = at("2026-11-22T20:00:00Z");
  assertEquals(formatMoment(at("2026-11-22T12:00:05Z"), now, format), "13:00:05");
  assertEquals(formatMoment(at("2026-11-21T12:00:05Z"), now, format), "21 Nov, 13:00:05");
});

Deno.test("the time axis shows times of day, and the day where a new one begins", () => {
  const splits = ["22:00", "22:30", "23:00"].map((time) => at(`2026-11-22T${time}:00Z`) / 1000);
  assertEquals(formatTicks(splits, 1800, format), ["23:00", "23:30", "00:00\n23 Nov"]);
  assertEquals(formatTicks([splits[0], splits[0] + 30], 30, format), ["23:00:00", "23:00:30"]);
  assertEquals(formatTicks([splits[0] - 3600, splits[0] + 82_800], 86_400, format), ["22 Nov", "23 Nov"]);
});
