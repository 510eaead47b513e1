/** Tags as a CSV file: columns idTag, label, blocked, expiresAt, parentIdTag, maxActiveTransactions. */
import { readCsv, writeCsvRow } from "../csv.ts";
import { iso } from "../domain/shape.ts";
import type { Tag } from "../domain/tag.ts";
import { type FieldError, fieldErrors } from "../field_errors.ts";
import { tagBody, tagName } from "./tag_body.ts";

const COLUMNS = ["idTag", "label", "blocked", "expiresAt", "parentIdTag", "maxActiveTransactions"] as const;

/** A file within the limit of bytes may hold millions of lines, each of which costs memory. */
const MOST_ROWS = 200_000;
/** Nobody reads more; each is sent back. */
const MOST_ERRORS = 1_000;

/** Only `idTag` must be there. `path` of an error is the line and column: `/3/expiresAt`. */
export function readTagsCsv(text: string): { tags: Tag[]; errors: FieldError[] } {
  const { names, rows, errors: broken } = readCsv(text, MOST_ROWS + 1);
  const errors: FieldError[] = broken.map(({ line, message }) => ({ path: `/${line}`, message }));
  for (const name of names.filter((name) => !COLUMNS.some((one) => one === name))) {
    errors.push({ path: `/1/${name}`, message: `There is no such column: expected ${COLUMNS.join(", ")}` });
  }
  if (!names.includes("idTag")) errors.push({ path: "/1", message: "The column idTag is missing" });
  if (rows.length > MOST_ROWS) errors.push({ path: "/", message: `Expected at most ${MOST_ROWS} tags in a file` });
  if (errors.length > 0) return { tags: [], errors: errors.slice(0, MOST_ERRORS) };
  const tags: Tag[] = [];
  for (const { line, fields: { idTag, ...fields } } of rows) {
    if (errors.length >= MOST_ERRORS) break;
    const name = tagName.safeParse(idTag);
    const body = tagBody.safeParse(typed(fields));
    if (name.success && body.success) tags.push({ v: 1, idTag: name.data, ...body.data });
    if (!name.success) errors.push({ path: `/${line}/idTag`, message: name.error.issues[0].message });
    if (!body.success) {
      errors.push(...fieldErrors(body.error).map(({ path, message }) => ({ path: `/${line}${path}`, message })));
    }
  }
  return { tags, errors };
}

/** Text of a spreadsheet as the values it stands for. What stands for none is left for the schema to refuse. */
function typed(fields: Record<string, string>): Record<string, unknown> {
  const known = Object.entries(fields).filter(([, text]) => text.trim() !== "");
  return Object.fromEntries(known.map(([name, text]) => {
    if (name === "blocked") return [name, BOOLEANS[text.trim().toLowerCase()] ?? text];
    if (name === "maxActiveTransactions") return [name, Number.isNaN(Number(text)) ? text : Number(text)];
    return [name, text];
  }));
}

const BOOLEANS: Record<string, boolean> = { true: true, yes: true, "1": true, false: false, no: false, "0": false };

export async function* writeTagsCsv(tags: AsyncIterable<Tag>): AsyncGenerator<string> {
  yield writeCsvRow([...COLUMNS]);
  for await (const { idTag, label, blocked, expiresAt, parentIdTag, maxActiveTransactions } of tags) {
    yield writeCsvRow([idTag, label, blocked, iso(expiresAt), parentIdTag, maxActiveTransactions]);
  }
}
