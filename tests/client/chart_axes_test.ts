import { assertEquals } from "@std/assert";
import { labelTicks, rangeOf } from "../../lib/client/chart_axes.ts";
import { AMPERE, KW, KWH, PERCENT, VOLT } from "../../lib/client/chart_lines.ts";
import { aReader } from "../reader.ts";

Deno.test("power and current stand on zero, with room above", () => {
  assertEquals(rangeOf(KW, 7, 10), [0, 11]);
  assertEquals(rangeOf(AMPERE, 0, 0.1), [0, 1]);
  assertEquals(rangeOf(KW, -10, 5), [-11, 5.5]);
});

Deno.test("energy of a session stands on zero, a meter register does not", () => {
  assertEquals(rangeOf(KWH, 0, 20), [0, 22]);
  assertEquals(rangeOf(KWH, 1000, 1010), [999, 1011]);
});

Deno.test("voltage is not made to look wild", () => {
  assertEquals(rangeOf(VOLT, 230, 232), [226, 236]);
});

Deno.test("an axis without values has a height", () => {
  assertEquals([KW, KWH, PERCENT].map((unit) => rangeOf(unit, null, null)), [[0, 1], [0, 0.1], [0, 100]]);
});

Deno.test("every tick has its unit", () => {
  assertEquals(labelTicks([0, 2.5, 1000], KW, aReader().format), ["0 kW", "2.5 kW", "1,000 kW"]);
});
