import { assertEquals } from "@std/assert";
import { createIds, firstUlidAt } from "../../lib/ids.ts";

Deno.test("firstUlidAt() sorts before every id of its time and after all of before, from the very first time on", () => {
  const { ulidAt } = createIds();
  for (const at of [2, 1_000, Date.parse("2026-11-22T12:00:00Z")]) {
    const first = firstUlidAt(at);
    assertEquals([ulidAt(at - 1) < first, first <= ulidAt(at)], [true, true]);
  }
  assertEquals(firstUlidAt(0) < firstUlidAt(1), true);
});
