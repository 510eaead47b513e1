/** Values as text, and the difference of two of them, line by line. */
import { inspect } from "node:util";

export function format(value: unknown): string {
  return inspect(value, { depth: Infinity, sorted: true, compact: false, maxArrayLength: null, maxStringLength: null });
}

/** Lines of both, marked `-` where only the actual value has them and `+` where only the expected one does. */
export function diff(actual: unknown, expected: unknown): string {
  const a = format(actual).split("\n");
  const b = format(expected).split("\n");
  const common = longestCommon(a, b);
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  for (const line of [...common, null]) {
    while (i < a.length && a[i] !== line) lines.push(`-   ${a[i++]}`);
    while (j < b.length && b[j] !== line) lines.push(`+   ${b[j++]}`);
    if (line !== null) lines.push(`    ${line}`);
    i++;
    j++;
  }
  return `\n\n    [Diff] Actual / Expected\n\n${lines.join("\n")}\n`;
}

function longestCommon(a: string[], b: string[]): string[] {
  // Beyond this, the table costs more than the difference tells.
  if (a.length * b.length > 4_000_000) return [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const common: string[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      common.push(a[i++]);
      j++;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return common;
}
