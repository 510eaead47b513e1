import { assertEquals, assertThrows } from "@std/assert";
import { createIds, firstUlidAt, isUlid, timeOfUlid } from "../../lib/ids.ts";
import { NOON } from "../arrange.ts";

Deno.test("ids sort as they were made and carry their time, also where many are made in a millisecond", () => {
  const ids = createIds();
  const made = Array.from({ length: 5_000 }, (_, i) => ids.ulidAt(NOON + Math.floor(i / 1_000)));
  assertEquals(made, made.toSorted());
  assertEquals(new Set(made).size, made.length);
  assertEquals(made.every(isUlid), true);
  assertEquals(timeOfUlid(made[0]), NOON);
  assertEquals(timeOfUlid(made[4_999]), NOON + 4);
});

Deno.test("an id of an older time carries that time, and those of one time sort as they were made", () => {
  const ids = createIds();
  const newest = ids.ulidAt(NOON);
  const older = [ids.ulidAt(NOON - 5), ids.ulidAt(NOON - 5)];
  assertEquals(older.map(timeOfUlid), [NOON - 5, NOON - 5]);
  const all = [...older, newest, ids.ulidAt(NOON)];
  assertEquals(all, all.toSorted());
  assertEquals(timeOfUlid(ids.ulidAt(0)), 0);
});

Deno.test("the first id of a time sorts before every id of that time and behind those of the millisecond before", () => {
  const ids = createIds();
  assertEquals(firstUlidAt(1_469_918_176_385), "01ARYZ6S410000000000000000");
  assertEquals(ids.ulidAt(NOON - 1) < firstUlidAt(NOON), true);
  assertEquals(firstUlidAt(NOON) <= ids.ulidAt(NOON), true);
});

Deno.test("a time that no id can carry is refused", () => {
  assertThrows(() => createIds().ulidAt(0.5), RangeError);
  assertThrows(() => createIds().ulidAt(2 ** 48), RangeError);
});
