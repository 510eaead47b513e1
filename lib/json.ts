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

/** About how long a value is as text; what is nested deeper than `levels` is not looked at. */
export function sizeOf(value: unknown, levels = 8): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null || levels === 0) return 8;
  let size = 8;
  for (const name in value) size += 8 + sizeOf(Reflect.get(value, name), levels - 1);
  return size;
}
