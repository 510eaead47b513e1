/** How deeply JSON is nested. What is nested very deeply can be read as JSON, but neither be written nor drawn again. */

/** No message of OCPP comes near it. */
export const MOST_LEVELS = 100;

/** Whether a value has more levels than this; it looks no further. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeperThan(levels - 1, one));
}

/** A text as the JSON that it is; undefined when it is none, or nested too deeply. */
export function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return isDeeperThan(MOST_LEVELS, parsed) ? undefined : parsed;
  } catch {
    return undefined;
  }
}
