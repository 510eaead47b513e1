/** Which id an answer to a text must have: read apart from how the server reads it. */

/** A CALL's id as it has to stand in the answer; null when nobody could read one. */
export function answeredId(text: string): string | null {
  const json = parsed(text) ?? parsed(repaired(text));
  if (json === undefined) {
    const written = /^\s*\[\s*2\s*,\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+)\s*,)/s.exec(text);
    const read = parsed(repaired(written?.[1] ?? written?.[2] ?? ""));
    return isReadable(read) ? JSON.stringify(read) : null;
  }
  if (!Array.isArray(json) || json[0] !== 2) return null;
  const id: unknown = json[1];
  return isReadable(id) ? JSON.stringify(id) : null;
}

function isReadable(id: unknown): boolean {
  return typeof id === "string" ? id.length >= 1 && id.length <= 255 : Number.isSafeInteger(id);
}

/** A raw control character behind a backslash: no escape that anybody could mean. */
// deno-lint-ignore no-control-regex
const NO_ESCAPE = /(?<!\\)(?:\\\\)*\\[\x00-\x1f]/;

/** With every raw control character written as JSON wants it: outside of strings that is no JSON either. */
function repaired(text: string): string {
  if (NO_ESCAPE.test(text)) return text;
  return [...text].map((one) => one < " " ? JSON.stringify(one).slice(1, -1) : one).join("");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
