/** Reads energy as people type it. Pure. */

/** Wh; null when it is empty, NaN when it is no number of kWh. A comma is as good as a point; thousands are not set apart. */
export function readKwh(typed: string): number | null {
  const text = typed.trim();
  if (text === "") return null;
  return /^\d+([.,]\d+)?$/.test(text) ? Math.round(Number(text.replace(",", ".")) * 1000) : NaN;
}
