/** What a failed assertion throws. */
export class AssertionError extends Error {
  override name = "AssertionError";
}

export function fail(message?: string): never {
  throw new AssertionError(`Failed assertion${suffix(message)}`);
}

export function unreachable(message?: string): never {
  throw new AssertionError(message ?? "Unreachable");
}

/** What the caller had to say, after our own words. */
export function suffix(message?: string): string {
  return message === undefined ? "." : `: ${message}`;
}
