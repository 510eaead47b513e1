/**
 * What chargers may send, broken at random, over real sockets. `FUZZ_FRAMES` says how many frames each test sends, and
 * `FUZZ_SEED` which; the seed is printed, and the same seed sends the same.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createLog } from "../../lib/log.ts";
import { systemClock } from "../../lib/clock.ts";
import { errorCodes } from "../../ocpp/frame.ts";
import { fromCharger } from "../../ocpp/v16/from_charger.ts";
import { standard } from "../ocpp/v16/official.ts";
import { keeping } from "../ocpp/v16/payloads.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

const FRAMES = Number(Deno.env.get("FUZZ_FRAMES") ?? 1_500);
const SEED = Number(Deno.env.get("FUZZ_SEED") ?? Math.floor(Math.random() * 2 ** 31));
/** Memory says nothing before the server is warm. */
const IS_LARGE = FRAMES >= 20_000;
/** So many frames are on their way at once. */
const WINDOW = 50;
/** A window of such frames is what the server lets wait; more, or a frame over 1 MiB, would close the link. */
const LONGEST = 150_000;
/** After one window in so many comes nothing but rubbish, until the server closes the link. */
const RUBBISH_EVERY = 10;
/** What the server bears of rubbish in a row. */
const MOST_UNREADABLE = 20;
const MOST_HEAP_GROWTH = 64 * 2 ** 20;

// What is mutated ------------------------------------------------------------------------------------------------------

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

const rubbish = ["no OCPP", "{}", "[]", "[2]", "[2,null]", "5", "null", '[9,"x"]', "]", '"'];

// What has to come of it -----------------------------------------------------------------------------------------------

/** A CALL's id as it has to stand in the answer; null when nobody could read one. Apart from the server's own reading. */
function answeredId(text: string): string | null {
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

/** With every raw control character written as JSON wants it: outside of strings that is no JSON either. */
function repaired(text: string): string {
  return [...text].map((one) => one < " " ? JSON.stringify(one).slice(1, -1) : one).join("");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What was sent and answered on all links together. */
interface Tally {
  frames: number;
  answers: number;
  results: number;
  unanswerable: number;
  reopened: number;
  codes: Record<string, number>;
}

/** A charger that sends in windows, and counts the answers to each id. */
class FuzzLink {
  #socket!: WebSocket;
  #heard: string[] = [];
  #wake: () => void = () => {};
  #closed = null as CloseEvent | null;
  #marks = 0;

  constructor(private readonly url: string, private readonly tally: Tally) {}

  async open(): Promise<void> {
    this.#closed = null;
    this.#socket = new WebSocket(this.url, ["ocpp1.6"]);
    const opened = Promise.withResolvers<void>();
    this.#socket.onopen = () => opened.resolve();
    this.#socket.onerror = () => opened.reject(new Error("Cannot connect"));
    this.#socket.onmessage = ({ data }) => {
      this.#heard.push(data);
      this.#wake();
    };
    this.#socket.onclose = (event) => {
      this.#closed = event;
      this.#wake();
    };
    await opened.promise;
  }

  async close(): Promise<void> {
    this.#socket.close();
    while (this.#closed === null) await this.#something();
  }

  /** Sends all of it and takes the answers. Calls are answered in their order: a last one tells when all are. */
  async exchange(texts: string[]): Promise<void> {
    const mark = JSON.stringify(`mark ${++this.#marks}`);
    const waiting = new Map<string, string[]>();
    for (const text of texts) {
      const id = answeredId(text);
      if (id === null) this.tally.unanswerable++;
      else waiting.set(id, [...waiting.get(id) ?? [], text]);
      this.#socket.send(text);
    }
    this.tally.frames += texts.length;
    this.#socket.send(`[2,${mark},"Heartbeat",{}]`);
    while (true) {
      const text = await this.#next();
      const [type, heardId, code] = JSON.parse(text);
      const id = JSON.stringify(heardId);
      assert(type === 3 || type === 4, `The server asked for something: ${text.slice(0, 200)}`);
      if (id === mark) break;
      const sent = waiting.get(id)?.shift();
      assert(sent !== undefined, `An answer that nothing of this window asked for: ${text.slice(0, 500)}`);
      if (type === 4) this.#refused(code, text, sent);
      else this.tally.results++;
      this.tally.answers++;
    }
    const unanswered = [...waiting.values()].flat();
    assertEquals(unanswered.map((text) => text.slice(0, 500)), [], "Every call is answered");
  }

  /** Sends what is no OCPP until the server has enough, and comes back. */
  async annoy(): Promise<void> {
    for (let i = 0; i <= MOST_UNREADABLE; i++) this.#socket.send(rubbish[i % rubbish.length]);
    this.tally.frames += MOST_UNREADABLE + 1;
    this.tally.unanswerable += MOST_UNREADABLE + 1;
    while (this.#closed === null) await this.#something();
    assertEquals(this.#heard, []);
    assertEquals([this.#closed.code, this.#closed.reason], [1008, "Too many messages that are not OCPP"]);
    this.tally.reopened++;
    await this.open();
  }

  #refused(code: string, answer: string, sent: string): void {
    assert(errorCodes.some((one) => one === code), `No code of the standard: ${answer.slice(0, 200)}`);
    assert(code !== "InternalError", `${answer.slice(0, 300)} to ${sent.slice(0, 2_000)}`);
    this.tally.codes[code] = (this.tally.codes[code] ?? 0) + 1;
  }

  async #next(): Promise<string> {
    while (this.#heard.length === 0) {
      assertEquals(this.#closed && [this.#closed.code, this.#closed.reason], null, "The link stays open");
      await this.#something();
    }
    return this.#heard.shift()!;
  }

  #something(): Promise<void> {
    return new Promise((wake) => this.#wake = wake);
  }
}

/** Sends this many mutated frames, spread over so many links. */
async function fuzz(server: TestServer, given: { frames: number; links: number; seed: number }): Promise<Tally> {
  const tally: Tally = { frames: 0, answers: 0, results: 0, unanswerable: 0, reopened: 0, codes: {} };
  const each = Math.ceil(given.frames / given.links);
  await Promise.all(Array.from({ length: given.links }, async (_, i) => {
    const link = new FuzzLink(`${server.endpoint}/FUZZ-${i}`, tally);
    await link.open();
    for (let sent = 0, window = 0; sent < each; window++) {
      const numRuns = Math.min(WINDOW, each - sent);
      const frames = fc.sample(frame, { numRuns, seed: given.seed + i * 100_003 + window });
      const texts = frames.flatMap((one, n) => written(one, `${i}-${window}-${n}`));
      await link.exchange(texts);
      if ((i + window) % RUBBISH_EVERY === 5) await link.annoy();
      sent += numRuns;
    }
    await link.close();
  }));
  return tally;
}

/** The server works as if nothing had been. */
async function assertAllIsWell(server: TestServer): Promise<void> {
  await using charger = await RawCharger.connect(`${server.endpoint}/GOOD`);
  const timestamp = new Date().toISOString();
  const boot = await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  assertEquals((boot as { status: string }).status, "Accepted");
  const start = { connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp };
  const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
  const meterValue = [{ timestamp, sampledValue: [{ value: "5" }] }];
  assertEquals(await charger.call("MeterValues", { connectorId: 1, transactionId, meterValue }), {});
  assertEquals(await charger.call("StopTransaction", { transactionId, meterStop: 5, timestamp }), {});
  for (
    const path of [
      "/health/live",
      "/api/chargers?limit=500",
      "/api/chargers/FUZZ-0",
      "/api/chargers/FUZZ-0/messages?limit=500",
      "/api/transactions?limit=500",
      `/api/transactions/${transactionId}`,
      "/api/stats",
    ]
  ) assertEquals([path, (await server.get(path)).status], [path, 200]);
}

/** After a collection, when this process may ask for one (`--v8-flags=--expose-gc`). */
function memory(): { heap: number; rss: number } {
  const collect: unknown = Reflect.get(globalThis, "gc");
  if (typeof collect === "function") collect();
  const { heapUsed: heap, rss } = Deno.memoryUsage();
  return { heap, rss };
}

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

async function assertWithstands(links: number): Promise<void> {
  // What is stored is no leak: in the large run it goes to a file.
  const path = IS_LARGE ? await Deno.makeTempFile({ suffix: ".kv" }) : ":memory:";
  const complaints: string[] = [];
  const log = createLog({ level: "error", format: "text", clock: systemClock, write: (line) => complaints.push(line) });
  {
    await using server = await aServer({ kv: await Deno.openKv(path), log });
    if (IS_LARGE) await fuzz(server, { frames: FRAMES / 10, links, seed: SEED + 1 });
    const before = memory();
    const startedAt = performance.now();
    const tally = await fuzz(server, { frames: FRAMES, links, seed: SEED });
    const seconds = (performance.now() - startedAt) / 1000;
    await assertAllIsWell(server);
    const after = memory();
    const { codes, ...counts } = tally;
    console.log(
      `seed ${SEED}, ${links} links:`,
      ...Object.entries({ ...counts, ...codes }).map(([name, count]) => `${count} ${name},`),
      `${seconds.toFixed(1)} s, heap ${mib(before.heap)} -> ${mib(after.heap)}, rss ${mib(before.rss)} -> ${
        mib(after.rss)
      }`,
    );
    assert(tally.frames >= FRAMES && tally.results > tally.frames / 10 && tally.reopened > 0);
    if (IS_LARGE) assert(after.heap - before.heap < MOST_HEAP_GROWTH, "The heap returns to what it was");
  }
  if (IS_LARGE) { for (const end of ["", "-wal", "-shm"]) await Deno.remove(path + end).catch(() => {}); }
  assertEquals(complaints, []);
}

Deno.test("on one link every mutated call with a readable id is answered exactly once, and the server stays well", () =>
  assertWithstands(1));

Deno.test("on 100 links every mutated call with a readable id is answered exactly once, and the server stays well", () =>
  assertWithstands(100));
