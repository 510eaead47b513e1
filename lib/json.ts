/** JSON that may be hostile. */

/** How long a value is when it is written; Infinity when it is nested too deeply to be. */
export function lengthAsJson(value: unknown): number {
  try {
    return JSON.stringify(value ?? null).length;
  } catch {
    return Infinity;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
