/** Assertions that two values are the same, wholly or in part. */
import { AssertionError, suffix } from "./assertion_error.ts";
import { diff, format } from "./format.ts";

export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  if (isEqual(actual, expected)) return;
  throw new AssertionError(`Values are not equal${suffix(message)}${diff(actual, expected)}`);
}

export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  if (!isEqual(actual, expected)) return;
  throw new AssertionError(`Expected actual: ${format(actual)} not to be: ${format(expected)}${suffix(message)}`);
}

export function assertStrictEquals<T>(actual: unknown, expected: T, message?: string): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const same = isEqual(actual, expected) ? "\n\nThe values are equal, but not the same object." : "";
  throw new AssertionError(`Values are not strictly equal${suffix(message)}${same}${diff(actual, expected)}`);
}

/** Asserts that `expected` is contained in `actual`; objects may have more, arrays and the rest are compared whole. */
export function assertObjectMatch(actual: object, expected: Record<PropertyKey, unknown>, message?: string): void {
  assertEquals<unknown>(pick(actual, expected), pick(expected, expected), message);
}

/** The part of a value that another one speaks of. */
function pick(value: unknown, wanted: unknown): unknown {
  if (!isRecord(value) || !isRecord(wanted)) return value;
  const keys = Reflect.ownKeys(wanted).filter((key) => key in value);
  return Object.fromEntries(keys.map((key) => [key, pick(value[key], wanted[key])]));
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof Map || value instanceof Set || value instanceof Date || value instanceof RegExp);
}

/** Deep equality. Unlike node's, a missing property is not one that is undefined, and the classes must agree. */
export function isEqual(a: unknown, b: unknown, seen = new Map<unknown, unknown>()): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === 0 && b === 0;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) && a.constructor !== b.constructor) {
    // An object without a prototype equals a plain one with the same properties.
    if ((a.constructor ?? Object) !== (b.constructor ?? Object)) return false;
  }
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp || a instanceof URL) return String(a) === String(b);
  if (a instanceof Set && b instanceof Set) return a.size === b.size && everyHasMatch([...a], [...b], seen);
  if (a instanceof Map && b instanceof Map) return a.size === b.size && everyHasMatch([...a], [...b], seen);
  if (a instanceof Error && b instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  const keys = ownKeys(a);
  return keys.length === ownKeys(b).length &&
    keys.every((key) => key in b && isEqual(Reflect.get(a, key), Reflect.get(b, key), seen));
}

function ownKeys(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
}

function everyHasMatch(a: unknown[], b: unknown[], seen: Map<unknown, unknown>): boolean {
  const rest = [...b];
  return a.every((item) => {
    const i = rest.findIndex((other) => isEqual(item, other, new Map(seen)));
    return i !== -1 && rest.splice(i, 1).length === 1;
  });
}
