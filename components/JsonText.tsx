/** JSON to be read: indented, with the places marked that are wrong. */

/** A line of it; `path` is the JSON pointer of what begins there. */
interface Line {
  path: string;
  depth: number;
  text: string;
}

interface JsonProps {
  value: unknown;
  /** JSON pointers. */
  marks?: string[];
}

export function JsonText(props: JsonProps) {
  return (
    <pre class="json" tabIndex={0}>
      <JsonLines {...props} />
    </pre>
  );
}

/** What stands in a `<pre>`. */
export function JsonLines({ value, marks = [] }: JsonProps) {
  return (
    <>
      {linesOf(value).map(({ path, depth, text }, i) => {
        const line = marks.includes(path) ? <mark>{text}</mark> : text;
        return [i > 0 ? "\n" : "", "  ".repeat(depth), line];
      })}
    </>
  );
}

function linesOf(value: unknown, path = "", depth = 0, name?: string): Line[] {
  const label = name === undefined ? "" : `${JSON.stringify(name)}: `;
  if (typeof value !== "object" || value === null) {
    return [{ path, depth, text: `${label}${JSON.stringify(value) ?? "null"}` }];
  }
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ path, depth, text: `${label}${open}${close}` }];
  const inner = entries.map(([key, one]) =>
    linesOf(one, `${path}/${key}`, depth + 1, Array.isArray(value) ? undefined : key)
  );
  return [
    { path, depth, text: `${label}${open}` },
    ...inner.flatMap((lines, i) => i === inner.length - 1 ? lines : withComma(lines)),
    // What closes belongs to nothing that can be wrong.
    { path: "#", depth, text: close },
  ];
}

function withComma(lines: Line[]): Line[] {
  const last = lines[lines.length - 1];
  return lines.with(-1, { ...last, text: `${last.text},` });
}
