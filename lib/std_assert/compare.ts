/** Assertions about order and nearness. */
import { AssertionError, suffix } from "./assertion_error.ts";
import { format } from "./format.ts";

export function assertGreater<T>(actual: T, expected: T, message?: string): void {
  check(actual > expected, `Expect ${format(actual)} > ${format(expected)}`, message);
}

export function assertGreaterOrEqual<T>(actual: T, expected: T, message?: string): void {
  check(actual >= expected, `Expect ${format(actual)} >= ${format(expected)}`, message);
}

export function assertLess<T>(actual: T, expected: T, message?: string): void {
  check(actual < expected, `Expect ${format(actual)} < ${format(expected)}`, message);
}

export function assertLessOrEqual<T>(actual: T, expected: T, message?: string): void {
  check(actual <= expected, `Expect ${format(actual)} <= ${format(expected)}`, message);
}

/** Without a tolerance, a ten-millionth of the expected value is allowed. */
export function assertAlmostEquals(actual: number, expected: number, tolerance?: number, message?: string): void {
  const allowed = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const isNear = Object.is(actual, expected) || Math.abs(expected - actual) <= allowed;
  check(isNear, `Expected actual: ${actual} to be close to ${expected}, at most ${allowed} away`, message);
}

function check(holds: boolean, claim: string, message?: string): void {
  if (!holds) throw new AssertionError(`${claim}${suffix(message)}`);
}
