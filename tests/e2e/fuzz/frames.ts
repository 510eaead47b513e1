/** What chargers may send, broken at random. Pure: the same seed gives the same. */
import fc from "fast-check";
import { fromCharger } from "../../../ocpp/v16/from_charger.ts";
import { standard } from "../../ocpp/v16/official.ts";
import { keeping } from "../../ocpp/v16/payloads.ts";

/** A window of such frames is what the server lets wait; more, or a frame over 1 MiB, would close the link. */
const LONGEST = 150_000;

/** What is no OCPP at all. */
export const rubbish = ["no OCPP", "{}", "[]", "[2]", "[2,null]", "5", "null", '[9,"x"]', "]", '"'];

/**
 * So many frames as texts, more where one is sent twice. `name` begins the id of each.
 *
 * @example sampleFrames({count: 2, seed: 7, name: "0-0"})  →  ['[2,"0-0-0","Heartbeat",{"x3":"💥"}]', '[2,"0-0-1","Boo']
 */
export function sampleFrames({ count, seed, name }: { count: number; seed: number; name: string }): string[] {
  return fc.sample(frame, { numRuns: count, seed }).flatMap((one, n) => written(one, `${name}-${n}`));
}

type Step = string | number;
/** A place in a frame, by its steps from the top. */
type Path = Step[];

interface Edit {
  kind: (typeof editKinds)[number];
  /** Which places; taken modulo how many there are. */
  at: number;
  other: number;
  junk: unknown;
}

const editKinds = ["drop", "rename", "retype", "replace", "add", "repeat", "wrap", "swap"] as const;

/** Stands for lists in lists, deeper than can be written as JSON; no text of fast-check's is this one. */
const DEEP = "@@deep@@";

const oddValues: unknown[] = [
  ...[null, true, "", " ", "0", "-1", "1e999", "NaN", "null", "__proto__", "constructor", "toString"],
  ...[0, -0, -1, 1.5, 1e21, 1e-7, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63)],
  ...["💥", "\u0000", "\ud800", "\u202eabc", "\u2028", "e\u0301", "Grüße", "\ufeff", "\\", '"', "\r\n"],
  ...[[], {}, [[]], [{}], [null], { __proto__: null }, { length: -1 }, { toString: 1, toJSON: "x" }],
  ...[
    "2026-02-30T25:61:61Z",
    "0000-00-00T00:00:00Z",
    "+275760-09-13T00:00:00.001Z",
    "1970-01-01",
    "2026-11-22T12:00:00",
  ],
  ...["x".repeat(256), "x".repeat(70_000), "💥".repeat(20_000), Array(2_000).fill(0), DEEP],
];

const junk = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddValues) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...editKinds),
  at: fc.nat(),
  other: fc.nat(),
  junk,
});

const call = fc.oneof(
  ...Object.keys(fromCharger).map((action) =>
    fc.record({
      action: fc.oneof(
        { weight: 30, arbitrary: fc.constant(action) },
        { weight: 1, arbitrary: fc.constantFrom("", "RemoteStartTransaction", "constructor", "heartbeat", "💥") },
      ),
      payload: keeping(`${action}.req`, standard.get(`${action}.req`)!).map(atHome),
    })
  ),
);

/** A charger has a few connectors and tags, and tells of a few transactions. */
function atHome(payload: object): object {
  const settled: Record<string, unknown> = { ...payload };
  const { connectorId, transactionId } = settled;
  if (typeof connectorId === "number") settled.connectorId = Math.abs(connectorId) % 4;
  if (typeof transactionId === "number") settled.transactionId = Math.abs(transactionId) % 500;
  return settled;
}

/** Once in so many; else null. */
function seldom<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<{ value: T } | null> {
  const one = arbitrary.map((value) => ({ value }));
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: one });
}

const oddId = fc.oneof(
  fc.constantFrom<unknown>(7, -7, 0, 2 ** 53, 1.5, "", " ", "x".repeat(36), "x".repeat(255), "x".repeat(256), null, []),
  fc.constantFrom<unknown>({}, true, "💥", '"', "\\u0041", "__proto__", "\u0000", "\ud800", "a\nb"),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const oddType = fc.constantFrom<unknown>(0, 1, 3, 4, 5, -2, 2.5, "2", null, [2], true, 1e3);

const frame = fc.record({
  call,
  edits: fc.array(edit, { maxLength: 4 }),
  oddId: seldom(12, oddId),
  oddType: seldom(25, oddType),
  text: fc.oneof(
    { weight: 12, arbitrary: fc.constant("whole" as const) },
    { weight: 1, arbitrary: fc.constantFrom("cut", "insert", "remove", "double", "blank", "member-twice") },
  ),
  at: fc.nat(),
  insert: fc.constantFrom("\n", "\t", "\u0001", '"', "\\", "]", "{", ",", "\ufeff", "💥", "\ud83d"),
  times: fc.oneof({ weight: 30, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 3) }),
});

type Frame = typeof frame extends fc.Arbitrary<infer One> ? One : never;

/** What goes over the wire: the same text more than once when the charger repeats itself. */
function written(one: Frame, id: string): string[] {
  let value: unknown = [2, id, one.call.action, one.call.payload];
  for (const each of one.edits) value = edited(value, each);
  if (Array.isArray(value) && one.oddId !== null) value[1] = one.oddId.value;
  if (Array.isArray(value) && one.oddType !== null) value[0] = one.oddType.value;
  const json = JSON.stringify(value).replaceAll(`"${DEEP}"`, "[".repeat(60_000) + "]".repeat(60_000));
  // A socket sends no half characters either.
  return Array(one.times).fill(garbled(json, one).slice(0, LONGEST).toWellFormed());
}

function edited(root: unknown, { kind, at, other, junk }: Edit): unknown {
  // Most edits are for the payload: a frame without its id is not answered.
  const paths = placesOf(root).filter(([step], _, all) => all.length < 5 || step === 3 || at % 10 === 0);
  if (paths.length === 0) return root;
  const path = paths[at % paths.length];
  const old = valueAt(root, path);
  switch (kind) {
    case "drop":
      return changed(root, path, () => undefined);
    case "rename": {
      const { [path.at(-1)!]: value, ...rest } = Object(valueAt(root, path.slice(0, -1)));
      const parent = Array.isArray(valueAt(root, path.slice(0, -1)));
      return parent ? changed(root, path, () => junk) : changed(root, path.slice(0, -1), () => ({
        ...rest,
        [JSON.stringify(junk).slice(0, 40)]: value,
      }));
    }
    case "retype":
      return changed(root, path, () => typeof old === "string" ? Number.parseFloat(old) : JSON.stringify(old));
    case "replace":
      return changed(root, path, () => junk);
    case "add":
      return changed(root, path, () => Array.isArray(old) ? [...old, junk] : { ...Object(old), [`x${other}`]: junk });
    case "repeat":
      return changed(
        root,
        path,
        () => Array.isArray(old) ? [...old, ...old] : typeof old === "string" ? old + old : old,
      );
    case "wrap":
      return changed(root, path, () => other % 2 === 0 ? [old] : { value: old });
    case "swap": {
      const target = paths[other % paths.length];
      return changed(changed(root, path, () => valueAt(root, target)), target, () => old);
    }
    default:
      return kind satisfies never;
  }
}

function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || path.length > 8) return path.length === 0 ? [] : [path];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()].slice(0, 20) : Object.keys(value);
  return [
    ...(path.length === 0 ? [] : [path]),
    ...steps.flatMap((step) => placesOf(Reflect.get(value, step), [...path, step])),
  ];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce((value: unknown, step) => Object(value)[step], root);
}

/** A copy with another value at the path; undefined takes it out. */
function changed(value: unknown, [step, ...rest]: Path, change: () => unknown): unknown {
  if (step === undefined) return change();
  const next = changed(Object(value)[step], rest, change);
  if (!Array.isArray(value)) return { ...Object(value), [step]: next };
  return next === undefined ? value.filter((_, i) => i !== step) : value.map((one, i) => i === step ? next : one);
}

function garbled(json: string, { text, at, insert }: Frame): string {
  const place = at % (json.length + 1);
  switch (text) {
    case "cut":
      return json.slice(0, place);
    case "insert":
      return json.slice(0, place) + insert + json.slice(place);
    case "remove":
      return json.slice(0, place) + json.slice(place + 1);
    case "double":
      return json + json;
    case "blank":
      return " \n".repeat(at % 3);
    case "member-twice":
      return json.replace(/\{("[^"\\]*":)/, "{$1null,$1");
    default:
      return json;
  }
}
