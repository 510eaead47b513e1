/** Assertions about one value: that it is there, of a class, or contains something. */
import { AssertionError, suffix } from "./assertion_error.ts";
import { isEqual } from "./equal.ts";
import { format } from "./format.ts";

export function assert(value: unknown, message = ""): asserts value {
  if (!value) throw new AssertionError(message);
}

export function assertExists<T>(value: T, message?: string): asserts value is NonNullable<T> {
  if (value !== undefined && value !== null) return;
  throw new AssertionError(`Expected actual: "${value}" to not be null or undefined${suffix(message)}`);
}

export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  value: unknown,
  type: T,
  message?: string,
): asserts value is InstanceType<T> {
  if (value instanceof type) return;
  throw new AssertionError(
    `Expected object to be an instance of "${type.name}" but was ${format(value)}${suffix(message)}`,
  );
}

export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(`Expected actual: "${actual}" to match: "${expected}"${suffix(message)}`);
}

export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(`Expected actual: "${actual}" to contain: "${expected}"${suffix(message)}`);
}

export function assertArrayIncludes<T>(actual: ArrayLike<T>, expected: ArrayLike<T>, message?: string): void {
  const list = Array.from(actual);
  const missing = Array.from(expected).filter((item) => !list.some((other) => isEqual(item, other)));
  if (missing.length === 0) return;
  throw new AssertionError(`Expected actual: ${format(actual)} to include: ${format(missing)}${suffix(message)}`);
}
