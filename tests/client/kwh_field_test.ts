import { assertEquals } from "@std/assert";
import { readKwh } from "../../lib/client/kwh_field.ts";

Deno.test("readKwh() reads energy with a point or a comma, takes nothing for nothing, and does not guess", () => {
  const typed = ["12.5", "12,5", " 7 ", "0.0004", "", "  ", "1.234,5", "-1", "1e3", "12 kWh"];
  assertEquals(typed.map(readKwh), [12_500, 12_500, 7_000, 0, null, null, NaN, NaN, NaN, NaN]);
});
