import { assertEquals } from "@std/assert";
import { toFleetLines, toHours } from "../../lib/client/fleet_lines.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const power = { from: "2026-11-22T12:00:00.000Z", stepMs: 300_000, meanW: [1_000, null, 3_000], most: null };

Deno.test("a mean stands in the middle of its time, and the line ends with now", () => {
  const { at, lines } = toFleetLines(power, { at: NOON + 660_000, powerW: 4_000 });
  assertEquals(at, [NOON / 1000 + 150, NOON / 1000 + 450, NOON / 1000 + 660]);
  assertEquals(lines[0].values, [1, null, 4]);
});

Deno.test("an hour is the mean of what is known of it, newest first", () => {
  const later = { ...power, from: "2026-11-22T11:55:00.000Z" };
  assertEquals(toHours(later), [{ at: NOON, powerW: 3_000 }, { at: NOON - 3_600_000, powerW: 1_000 }]);
});
