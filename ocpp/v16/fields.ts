/**
 * The types of OCPP 1.6 fields, as generous as real chargers need.
 *
 * Numbers written as strings and strings written as numbers are read as meant (mobilityhouse/ocpp#353, evcc). Strings may
 * be longer than the standard says, up to a sane bound. Fields the standard does not know are kept. What we send is held
 * against `exact.ts` instead.
 */
import { z } from "zod";
import type { Fact } from "../../lib/domain/fact.ts";
import { say } from "../../lib/domain/sentence.ts";
import { isBelievable, parseTime } from "../../lib/domain/time.ts";
import type { Origin } from "../action.ts";
import { read } from "../read.ts";

/**
 * As `z.preprocess()`, whose transform leaves something behind at every value, also a wrong one, that only a full collection
 * of garbage finds: by thousands of wrong messages everybody waited for the collector.
 */
function preprocess<Schema extends z.ZodType>(
  change: (value: unknown, context: z.core.ParsePayload) => unknown,
  schema: Schema,
): z.ZodPipe<z.core.$ZodTransform<unknown, unknown>, Schema> {
  return z.pipe(new z.core.$ZodTransform({ type: "transform", transform: change }), schema);
}

const LONGEST_ID_TAG = 255;
const LONGEST_TEXT = 1_000;
/** Certificates, signed meter values, lists of configuration values. */
const LONGEST_LONG_TEXT = 65_536;

const NUMERIC = /^\s*[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/;

function numberFrom(value: unknown): unknown {
  return typeof value === "string" && NUMERIC.test(value) ? Number(value) : value;
}

function textFrom(value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}

/** A whole number: `1`, `"1"` or `12.0`. */
export const integer = preprocess(numberFrom, z.number({ error: typed("an integer") }).int("Expected an integer"));

/** A number that may be left out; some chargers then send empty text. */
export const integerIfAny = preprocess(
  (value) => typeof value === "string" && value.trim() === "" ? undefined : value,
  integer.optional(),
);

/** A number from 0: a connector. */
export const connectorId = integer.refine((n) => n >= 0, "Expected a connector number of 0 or more");

/** A meter register in Wh; some chargers send a fraction. */
export const register = preprocess(numberFrom, z.number({ error: typed("a number of Wh") }));

export const decimal = preprocess(numberFrom, z.number({ error: typed("a number") }));

/** `true`, or `"true"` in any case. */
export const boolean = preprocess(
  (value) => typeof value === "string" ? { true: true, false: false }[value.toLowerCase()] ?? value : value,
  z.boolean({ error: typed("true or false") }),
);

/** An IdToken; 20 characters by §7.28, more in the field. */
export const idTag = textUpTo(LONGEST_ID_TAG);

/** CiString and plain strings. */
export const text = textUpTo(LONGEST_TEXT);

/** Strings to which the standard sets no bound, or one that is too narrow in the field. */
export const longText = textUpTo(LONGEST_LONG_TEXT);

function textUpTo(length: number) {
  return preprocess(
    textFrom,
    z.string({ error: typed("a string") }).max(length, `Expected at most ${length} characters`),
  );
}

/** A dateTime as epoch ms; null when it is empty. */
export const time = z.string({ error: typed("an ISO 8601 time") }).transform((written, context) => {
  if (written.trim() === "") return null;
  const at = parseTime(written);
  if (at === null) context.issues.push({ code: "custom", input: written, message: "Expected an ISO 8601 time" });
  return at;
});

/** A dateTime in a message that must never be refused: null when it is missing or cannot be read. */
export const timeIfAny = preprocess(
  (value) => typeof value === "string" ? parseTime(value) : null,
  z.number().nullable(),
);

/** Any other member of such a message: null when it cannot be read, or is missing and should not be. */
export function ifReadable<Value>(field: z.ZodType<Value>) {
  return field.nullable().catch(null);
}

/** One of a set of words, exactly. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, { error: typed(`one of ${words.join(", ")}`) });
}

/** More than anybody has to say at a time. */
export const MOST_ENTRIES = 10_000;
/** A list of so many is judged wholly, whatever is in it. */
const FEW = 50;
/** Of a longer one so many wrong entries are told: to judge and tell a million would keep every other charger waiting. */
const MOST_WRONG = 10;

/** A list, read to its end or to the tenth entry that is wrong. */
export function entriesOf<Entry>(entry: z.ZodType<Entry>, { least = 0 } = {}) {
  const compiled = z.compile(entry);
  return preprocess(
    (list, context) => {
      if (!Array.isArray(list) || list.length <= FEW) return list;
      if (list.length > MOST_ENTRIES) {
        const message = `Expected at most ${MOST_ENTRIES} entries`;
        context.issues.push({ code: "too_big", origin: "array", maximum: MOST_ENTRIES, input: list, message });
        return list;
      }
      let wrong = 0;
      const end = list.findIndex((one) => !read(compiled, one, 0).success && ++wrong === MOST_WRONG);
      return end < 0 ? list : list.slice(0, end + 1);
    },
    z.array(entry).min(least),
  );
}

/** A payload: an object, whatever else it holds. Members that are null count as absent (seen in the field). */
export function payload<Shape extends z.ZodRawShape>(shape: Shape) {
  return preprocess(
    withoutNulls,
    z.looseObject(shape, { error: (issue) => issue.path?.length ? undefined : "Expected an object" }),
  ).meta({ members: Object.keys(shape) });
}

/** The payload of a message that must never be refused; `sent` is all of it, as it came. */
export function payloadKept<Shape extends z.ZodRawShape>(shape: Shape) {
  return preprocess(
    (value) => isObject(value) ? { ...value, sent: value } : value,
    payload({ ...shape, sent: z.unknown() }),
  ).meta({ members: Object.keys(shape) });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value;
  for (const member in value) {
    if (Reflect.get(value, member) === null) {
      return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
    }
  }
  return value;
}

/** What a field should have been, told so that a missing one reads as missing. */
export function typed(wanted: string) {
  return (issue: { input?: unknown }) => issue.input === undefined ? "Missing" : `Expected ${wanted}`;
}

/** The note for a time that cannot be true; none for one that can, or for none. */
export function clockNote(chargerAt: number | null, { receivedAt }: Origin): Fact[] {
  if (chargerAt === null || isBelievable(chargerAt, receivedAt)) return [];
  const [saidAt, ourAt] = [chargerAt, receivedAt].map((at) => new Date(at).toISOString());
  const detail = say("clock-said", { saidAt, ourAt });
  return [{ type: "noted", kind: "clock-wrong", at: receivedAt, count: 1, detail }];
}

/** The beginning of a value as JSON, for a note; "" for what no JSON says, or only JSON too deep to be written. */
export function brief(value: unknown, length: number): string {
  try {
    return JSON.stringify(value)?.slice(0, length) ?? "";
  } catch {
    return "";
  }
}
