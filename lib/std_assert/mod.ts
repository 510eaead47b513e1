/** A stand-in for jsr:@std/assert: the assertions this project uses, with the original's names and meaning. */
export { AssertionError, fail, unreachable } from "./assertion_error.ts";
export { assertAlmostEquals, assertGreater, assertGreaterOrEqual, assertLess, assertLessOrEqual } from "./compare.ts";
export { assertEquals, assertNotEquals, assertObjectMatch, assertStrictEquals } from "./equal.ts";
export {
  assert,
  assertArrayIncludes,
  assertExists,
  assertInstanceOf,
  assertMatch,
  assertStringIncludes,
} from "./is.ts";
export { assertRejects, assertThrows } from "./throw.ts";
