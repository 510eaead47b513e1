/** Reads what a request asks: ids from its path, wishes from its query, a body. What is wrong becomes a Problem. */
import { z } from "zod";
import { parseTime } from "../domain/time.ts";
import { spanOf } from "../domain/zoned_time.ts";
import { type FieldError, fieldErrors } from "../field_errors.ts";
import type { Clock } from "../clock.ts";
import { chunksOf } from "./chunks.ts";
import { Problem } from "./problem.ts";

const LONGEST_ID = 255;

/**
 * The part of the raw path behind `name`, percent-decoded once, so that an id may hold `/` and `%`.
 * @throws {Problem} 400 when it is malformed
 * @example readPathPart(new URL("http://x/api/chargers/a%2Fb/samples"), "chargers")  →  "a/b"
 */
export function readPathPart(url: URL, name: string): string {
  const parts = url.pathname.split("/");
  const first = parts[1] === "api" ? 2 : 1;
  // Names and ids take turns: a charger may be called "commands".
  const place = parts.findIndex((part, i) => part === name && (i - first) % 2 === 0);
  const encoded = parts[place + 1] ?? "";
  try {
    const text = decodeURIComponent(encoded);
    if (text.length <= LONGEST_ID) return text;
  } catch {
    throw new Problem(400, `The address holds "${encoded}", which is not percent-encoded text`);
  }
  throw new Problem(404, `Nothing has a name of over ${LONGEST_ID} characters`);
}

/**
 * Checks a query. Parameters the schema does not know, or that are given twice, are refused.
 * @throws {Problem} 400 with the name of each bad parameter
 */
export function readQuery<Shape extends z.ZodRawShape>(url: URL, shape: Shape): z.infer<z.ZodObject<Shape>> {
  const given: Record<string, string> = {};
  const twice: string[] = [];
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(given, name)) twice.push(name);
    // An empty field of a filter form is one that is not used.
    if (value !== "") given[name] = value;
  }
  const parsed = z.strictObject(shape).safeParse(given);
  if (parsed.success && twice.length === 0) return parsed.data;
  const errors = [
    ...twice.map((path) => ({ path, message: "Given twice" })),
    ...(parsed.error?.issues ?? []).flatMap(parameterErrors),
  ];
  throw new Problem(
    400,
    `The query is wrong: ${errors.map(({ path, message }) => `${path}: ${message}`).join("; ")}`,
    errors,
  );
}

function parameterErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((path) => ({ path, message: "No such parameter" }));
  return [{ path: issue.path.join("."), message: issue.message }];
}

/** What of a route's context is needed to read a body. */
interface Asked {
  req: Request;
  state: { services: { clock: Clock } };
}

/**
 * Reads a body as text, as far as it may go.
 * @throws {Problem} 413 when it is longer, 408 when it comes too slowly
 */
export async function readText({ req, state }: Asked, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of chunksOf(req.body, state.services.clock)) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Problem(413, `The body is over ${mostBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const MOST_FORM_BYTES = 65_536;

/**
 * Reads a form as browsers send it (`application/x-www-form-urlencoded`).
 * @throws {Problem} 413 when it is over 64 KiB
 */
export async function readForm(asked: Asked): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(asked, MOST_FORM_BYTES));
}

const MOST_JSON_BYTES = 1024 * 1024;

/**
 * Reads a JSON body; none is `{}`.
 * @throws {Problem} 400 when it is no JSON, 413 when it is over 1 MiB
 */
export async function readJson(asked: Asked): Promise<unknown> {
  const text = await readText(asked, MOST_JSON_BYTES);
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new Problem(400, "The body is not valid JSON");
  }
}

/**
 * Reads a JSON body that fits a schema.
 * @throws {Problem} 400 when it is no JSON or breaks the schema, with the JSON pointer of each bad field
 */
export async function readBody<T>(asked: Asked, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await readJson(asked));
  if (parsed.success) return parsed.data;
  throw new Problem(400, "The body does not fit what is expected", fieldErrors(parsed.error));
}

/** A whole number in a query. */
export function whole(min: number, max: number) {
  const wanted = `Expected a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,15}$/, wanted).transform(Number).refine((n) => n >= min && n <= max, wanted);
}

/** A time in a query, as epoch ms. */
export const when = z.string().transform((text, context) => {
  const at = parseTime(DAY.test(text) ? `${text}T00:00Z` : text);
  if (at === null) context.issues.push({ code: "custom", input: text, message: "Expected an ISO 8601 time" });
  return at ?? NaN;
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day or time that a person wrote, in the zone of that person, as the epoch ms where it begins or ends. */
export function written(side: "from" | "to", zone: string | null) {
  return z.string().transform((text, context) => {
    const span = spanOf(text, zone);
    if (span === null) context.issues.push({ code: "custom", input: text, message: "Expected a day or a time" });
    return span?.[side] ?? NaN;
  });
}

/** Pages of a list: `limit` items after `cursor`. */
export const paging = { limit: whole(1, 500).default(50), cursor: z.string().transform(readCursor).optional() };

/** A cursor hides the key that it stands for. */
export function writeCursor(key: string | null): string | null {
  return key === null ? null : new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** With a charger's id it still fits a key of KV (2 KiB). */
const MOST_CURSOR_CHARACTERS = 1_400;

function readCursor(cursor: string, context: z.RefinementCtx): string {
  try {
    if (cursor.length > MOST_CURSOR_CHARACTERS) throw new RangeError("It is none of ours");
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.fromBase64(cursor, { alphabet: "base64url" }));
  } catch {
    context.addIssue({ code: "custom", message: "Expected what the page before gave as next" });
    return "";
  }
}

/** Pages of samples; `maxPoints` asks for a thinned whole instead. */
export const sampling = {
  limit: whole(1, 5_000).default(5_000),
  maxPoints: whole(4, 10_000).optional(),
  cursor: z.string().transform(readCursor).refine((key) => /^-?\d+\.\d+$/.test(key), {
    error: "Expected what the page before gave as next",
  }).optional(),
};
