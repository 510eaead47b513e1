/** What a fixture says: `tests/fixtures/<vendor>/<quirk>.jsonl`, a head and then one step a line. docs/quirks.md tells how. */
import { z } from "zod";

const link = z.string().default("a");
const handshake = {
  /** The charger's id, for what is expected of it. */
  charger: z.string(),
  /** As it stands in the request line. Default: `/ocpp/` and the id. */
  path: z.string().optional(),
  /** What it offers, joined by commas; null: no such header. */
  protocols: z.array(z.string()).nullable().default(["ocpp1.6"]),
  /** Header lines instead of the usual ones of WebSocket, or besides them. */
  headers: z.array(z.string()).optional(),
  moreHeaders: z.array(z.string()).default([]),
  answersPings: z.boolean().default(true),
};

export const headSchema = z.strictObject({
  quirk: z.string(),
  source: z.string(),
  /** Of the first handshake's answer. */
  status: z.number().default(101),
  settings: z.record(z.string(), z.string()).default({}),
  ...handshake,
});

const pattern = z.unknown();

export const stepSchema = z.union([
  /** A raw message of the charger. */
  z.strictObject({ in: z.string(), link }),
  /** The server's next message: parsed and held against a pattern. */
  z.strictObject({ out: pattern, link }),
  /** Another link, or the same again. `status` and `protocol` are those of the handshake's answer. */
  z.strictObject({
    connect: z.strictObject({
      ...handshake,
      link,
      status: z.number().default(101),
      protocol: z.string().nullable().optional(),
    }),
  }),
  /** The charger's end just ends; goes on when that is recorded. */
  z.strictObject({ drop: z.string() }),
  /** The server closes, with this code. */
  z.strictObject({ closed: z.number(), link }),
  /** Goes on when the charger's leaving is recorded. */
  z.strictObject({ offline: z.string() }),
  /** The server pings. */
  z.strictObject({ pinged: z.string() }),
  /** Asks the REST API and goes on; `answer` waits for it. */
  z.strictObject({ ask: z.string(), body: z.unknown().optional(), as: z.string() }),
  z.strictObject({ answer: z.string(), status: z.number(), body: pattern.optional() }),
  /** The present of one charger. `notes` are all its counters. Transactions and stops are listed by their number, samples by time. */
  z.strictObject({
    expect: z.strictObject({
      charger: pattern.optional(),
      notes: z.record(z.string(), z.union([z.number(), z.literal("*")])).optional(),
      transactions: z.array(pattern).optional(),
      samples: z.record(z.string(), z.array(pattern)).optional(),
      unmatchedStops: z.array(pattern).optional(),
      refusals: z.array(pattern).optional(),
    }),
    of: z.string().optional(),
  }),
]);

export type Head = z.infer<typeof headSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Handshake = Pick<Head, keyof typeof handshake>;

const TIME = /\{now([+-]\d+)?(?: (bare|blank|\+02))?\}/g;

/**
 * Puts times into a fixture: `{now-60}` is a minute ago, `{now bare}` has no zone, `{now blank}` a blank for its `T`,
 * `{now +02}` a zone of two hours and no minutes.
 */
export function withTimes(text: string, now: number): string {
  return text.replace(TIME, (_, seconds, form) => {
    const at = new Date(now + Number(seconds ?? 0) * 1000 + (form === "+02" ? 7_200_000 : 0)).toISOString();
    if (form === "bare") return at.slice(0, 19);
    if (form === "blank") return at.replace("T", " ");
    return form === "+02" ? `${at.slice(0, 19)}+02` : at;
  });
}

/**
 * What of a value does not fit a pattern; null when all fits.
 *
 * `"*"` fits anything. `"$name"` keeps what stands there, and later fits only the same. An object may have more members than
 * its pattern.
 */
export function misfit(pattern: unknown, value: unknown, kept: Map<string, unknown>, path = ""): string | null {
  if (pattern === "*") return null;
  if (typeof pattern === "string" && /^\$\w+$/.test(pattern)) {
    if (!kept.has(pattern)) kept.set(pattern, value);
    return misfitScalar(kept.get(pattern), value, path);
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value) || value.length !== pattern.length) return misfitScalar(pattern, value, path);
    return first(pattern.map((one, i) => misfit(one, value[i], kept, `${path}/${i}`)));
  }
  if (isObject(pattern)) {
    if (!isObject(value)) return misfitScalar(pattern, value, path);
    return first(Object.keys(pattern).map((name) => misfit(pattern[name], value[name], kept, `${path}/${name}`)));
  }
  return misfitScalar(pattern, value, path);
}

function misfitScalar(wanted: unknown, value: unknown, path: string): string | null {
  if (JSON.stringify(wanted) === JSON.stringify(value)) return null;
  return `${path || "/"} is ${JSON.stringify(value)}, expected ${JSON.stringify(wanted)}`;
}

function first(misfits: (string | null)[]): string | null {
  return misfits.find((one) => one !== null) ?? null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
