/** Assertions that something fails, and how. */
import { assertInstanceOf, assertStringIncludes } from "./is.ts";
import { AssertionError, suffix } from "./assertion_error.ts";

// deno-lint-ignore no-explicit-any -- as the original: constructors of errors take what they like
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

export function assertThrows(run: () => unknown, message?: string): unknown;
export function assertThrows<E extends Error = Error>(
  run: () => unknown,
  type: ErrorClass<E>,
  includes?: string,
  message?: string,
): E;
export function assertThrows(run: () => unknown, ...expected: Expected): unknown {
  try {
    run();
  } catch (error) {
    return checkError(error, expected);
  }
  throw new AssertionError(`Expected function to throw${suffix(messageOf(expected))}`);
}

export function assertRejects(run: () => PromiseLike<unknown>, message?: string): Promise<unknown>;
export function assertRejects<E extends Error = Error>(
  run: () => PromiseLike<unknown>,
  type: ErrorClass<E>,
  includes?: string,
  message?: string,
): Promise<E>;
export async function assertRejects(run: () => PromiseLike<unknown>, ...expected: Expected): Promise<unknown> {
  let promise;
  try {
    promise = run();
  } catch {
    throw new AssertionError(`Function throws when expected to reject${suffix(messageOf(expected))}`);
  }
  try {
    await promise;
  } catch (error) {
    return checkError(error, expected);
  }
  throw new AssertionError(`Expected function to reject${suffix(messageOf(expected))}`);
}

type Expected = [first?: string | ErrorClass<Error>, includes?: string, message?: string];

function checkError(error: unknown, [type, includes, message]: Expected): unknown {
  if (typeof type !== "function") return error;
  assertInstanceOf(error, type, message);
  if (includes !== undefined) assertStringIncludes(error.message, includes, message);
  return error;
}

function messageOf([first, , message]: Expected): string | undefined {
  return typeof first === "string" ? first : message;
}
