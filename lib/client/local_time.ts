/** Times as fields of the reader's own clock hold them (`datetime-local`). Pure. */

/** @example "2026-11-22T12:00:00.000Z" in Berlin  →  "2026-11-22T13:00" */
export function toLocalField(iso: string | null): string {
  if (iso === null) return "";
  const at = new Date(iso);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** ISO 8601 UTC; null when the field is empty. */
export function fromLocalField(text: string): string | null {
  return text === "" ? null : new Date(text).toISOString();
}
