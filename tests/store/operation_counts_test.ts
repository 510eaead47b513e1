/**
 * What a message costs, counted and not timed: how often KV is asked, how many keys change, how many commits, how many bytes.
 *
 * The figures are exact. Who makes one smaller writes the smaller one down; who needs a larger one says why.
 */
import { assertEquals } from "@std/assert";
import { readConfig } from "../../lib/config.ts";
import { createIds } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { openServices, type Services } from "../../lib/services.ts";
import { HeldClock, LoopbackSocket, NOON } from "../arrange.ts";
import { CountingKv, sizeOf, total } from "../counting_kv.ts";

/** `asked`: how often KV's worker is asked to read. `changed`: keys set, deleted or summed. `commits`: with one charger alone. */
const EACH: Record<string, { asked: number; read: number; changed: number; commits: number }> = {
  "connect and BootNotification": { asked: 0, read: 0, changed: 3, commits: 2 },
  Heartbeat: { asked: 0, read: 0, changed: 0, commits: 0 },
  // One that tells a change is kept as history too: a session's timeline is made of it.
  StatusNotification: { asked: 0, read: 0, changed: 2, commits: 1 },
  Authorize: { asked: 2, read: 2, changed: 0, commits: 0 },
  // The first of its connector is looked for. One in a hundred takes the next numbers, with a read and a commit: this one does.
  StartTransaction: { asked: 4, read: 4, changed: 9, commits: 2 },
  MeterValues: { asked: 0, read: 0, changed: 1, commits: 1 },
  StopTransaction: { asked: 1, read: 1, changed: 5, commits: 1 },
};

const BOOT = { chargePointVendor: "A", chargePointModel: "B" };
const CHARGERS = 100;
const ROUNDS = 10;
/** Of 1,000 MeterValues with six values, a hundred of them at a time: a commit and a key for each hundred. */
const JOURNAL_COMMITS = 10;
const JOURNAL_BYTES = 70_350;
/** Of one line with so many of them, when it is folded; the message log left aside. */
const PER_LINE = 300;
const FOLDED_BYTES = 15_269;
/** Of one session of a hundred that run at a time; and once more for the next hundred numbers. A later one only asks for itself. */
const FIRST_SESSION_ASKED = 6;
const SESSION_ASKED = 1;
/** When the samples of both have waited long enough: the line's own key, and the runs before and behind. */
const FOLD_READ = { line: 1, samples: 2 };
/** Of 1,000 messages of these. How commits are grouped hangs a little on the machine. */
const MOST_SESSION_COMMITS = 50;
const MOST_SESSION_BYTES = 210_000;

async function aWorld() {
  // What is read on the side at start, or written by the clock, belongs to no message.
  const counting = await CountingKv.open(["message", "instance", "schema", "pulse", "letter", "bulk_running"]);
  const clock = new HeldClock();
  const config = readConfig({}, { isTerminal: false, isDeploy: false });
  const services = await openServices(counting.kv, { config, clock, ids: createIds(), log: silentLog });
  counting.take();
  return { counting, clock, services };
}

/** A charger that sends a call and waits for its answer; `leave` ends its link. */
function aCharger({ endpoint, fleet }: Services, chargerId: string) {
  const [near, far] = LoopbackSocket.pair();
  endpoint.serve(near, { type: "admitted", chargerId, address: null, protocol: "ocpp1.6", isNamed: true, odd: [] });
  let messages = 0;
  const call = (action: string, payload: unknown) => {
    const answer = new Promise<unknown>((resolve, reject) => {
      far.onmessage = ({ data }) => {
        const [type, , payload] = JSON.parse(data);
        if (type === 3) resolve(payload);
        else reject(new Error(data));
      };
    });
    far.send(JSON.stringify([2, `${++messages}`, action, payload]));
    return answer;
  };
  const leave = async () => {
    far.close();
    while (fleet.presenceOf(chargerId) !== null) await new Promise((resolve) => setTimeout(resolve));
  };
  return Object.assign(call, { leave });
}

/** Six values, as most chargers send them. */
function meterValues(at: number, n: number) {
  const value = (value: number, measurand: string, unit: string, phase?: string) => ({
    value: String(value),
    context: "Sample.Periodic",
    measurand,
    unit,
    ...phase === undefined ? {} : { phase },
  });
  const current = ["L1", "L2", "L3"].map((phase, i) => value(10.1 + (n + i) % 7 / 10, "Current.Import", "A", phase));
  const sampledValue = [
    value(1_203_456 + n * 123, "Energy.Active.Import.Register", "Wh"),
    value(7_300 + n % 60, "Power.Active.Import", "W"),
    ...current,
    value(40 + Math.floor(n / 10), "SoC", "Percent"),
  ];
  return { connectorId: 1, meterValue: [{ timestamp: new Date(at).toISOString(), sampledValue }] };
}

Deno.test("each message of a session asks of KV what the table says, and no more", async () => {
  const { counting, services, clock } = await aWorld();
  const charger = aCharger(services, "CP-1");
  const timestamp = new Date(NOON).toISOString();
  const counted: typeof EACH = {};
  const count = (name: string) => {
    const taken = counting.take();
    const changed = total(taken, "set") + total(taken, "deleted") + total(taken, "summed");
    counted[name] = { asked: taken.asked, read: total(taken, "read"), changed, commits: taken.commits };
  };
  const send = async (action: string, payload: unknown, name = action) => {
    const answer = await charger(action, payload);
    count(name);
    return answer;
  };
  await send("BootNotification", BOOT, "connect and BootNotification");
  await send("Heartbeat", {});
  await send("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Preparing", timestamp });
  await send("Authorize", { idTag: "T" });
  const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp };
  const { transactionId } = await send("StartTransaction", start) as { transactionId: number };
  await send("MeterValues", meterValues(NOON, 1));
  clock.pass(1_000);
  await send("StopTransaction", { transactionId, meterStop: 9, timestamp });
  assertEquals(counted, EACH);
  await services.close();
});

Deno.test("a fleet that leaves and comes back costs no read, and few commits", async () => {
  const { counting, services, clock } = await aWorld();
  const fleet = () => Array.from({ length: CHARGERS }, (_, i) => aCharger(services, `CP-${i}`));
  const chargers = fleet();
  await Promise.all(chargers.map((charger) => charger("BootNotification", BOOT)));
  counting.take();
  await Promise.all(chargers.map(({ leave }) => leave()));
  const left = counting.take();
  // Who boots again within a minute is noted.
  clock.pass(120_000);
  await services.store.instances.settled();
  counting.take();
  await Promise.all(fleet().map((charger) => charger("BootNotification", BOOT)));
  const back = counting.take();

  assertEquals([left.asked, back.asked], [0, 0]);
  assertEquals([total(left, "set") + total(left, "deleted"), total(back, "set")], [2 * CHARGERS, 3 * CHARGERS]);
  assertEquals([left.commits <= 5, back.commits <= 5], [true, true], `${left.commits} and ${back.commits} commits`);
  await services.close();
});

Deno.test("messages of one moment share a commit", async () => {
  const { counting, services } = await aWorld();
  const chargers = Array.from({ length: CHARGERS }, (_, i) => aCharger(services, `CP-${i}`));
  await Promise.all(chargers.map((charger) => charger("BootNotification", BOOT)));
  counting.take();
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(chargers.map((charger) => charger("MeterValues", meterValues(NOON + round * 1_000, round))));
  }
  const taken = counting.take();

  assertEquals(taken, {
    asked: 0,
    commits: JOURNAL_COMMITS,
    kinds: { journal: { read: 0, set: JOURNAL_COMMITS, deleted: 0, summed: 0, bytes: JOURNAL_BYTES } },
  });
  await services.close();
});

Deno.test("a MeterValues message that is folded takes few bytes, and the journal is empty", async () => {
  const { counting: { kv }, services, clock } = await aWorld();
  const charger = aCharger(services, "CP-1");
  await charger("BootNotification", BOOT);
  for (let n = 0; n < PER_LINE; n++) {
    clock.pass(10_000);
    await charger("MeterValues", meterValues(clock.now(), n));
  }
  clock.pass(600_000);
  await services.store.folded();
  assertEquals(await Array.fromAsync(kv.list({ prefix: ["journal"] })), []);
  const stored = [
    ...await Array.fromAsync(kv.list({ prefix: ["samples"] })),
    ...await Array.fromAsync(kv.list({ prefix: ["line"] })),
  ];
  assertEquals(stored.reduce((sum, { key, value }) => sum + sizeOf(key) + sizeOf(value), 0), FOLDED_BYTES);
  await services.close();
});

Deno.test("whole sessions of many chargers share commits, too", async () => {
  const { counting, services, clock } = await aWorld();
  const chargers = Array.from({ length: CHARGERS }, (_, i) => aCharger(services, `CP-${i}`));
  await Promise.all(chargers.map((charger) => charger("BootNotification", BOOT)));
  counting.take();
  await Promise.all(chargers.map((charger) => aSession(charger, NOON)));
  assertEquals(counting.take().asked, FIRST_SESSION_ASKED * CHARGERS + 1);
  const messages = await Promise.all(chargers.map((charger) => aSession(charger, NOON + 60_000)));
  const taken = counting.take();
  assertEquals(taken.asked, SESSION_ASKED * CHARGERS + 1);
  clock.pass(310_000);
  await services.store.folded();
  const { line, samples } = counting.take().kinds;
  assertEquals([line.read, samples.read], [FOLD_READ.line * CHARGERS, FOLD_READ.samples * CHARGERS]);
  const thousands = messages.reduce((sum, count) => sum + count, 0) / 1_000;
  const [commits, bytes] = [taken.commits / thousands, total(taken, "bytes") / thousands];
  assertEquals(commits <= MOST_SESSION_COMMITS, true, `${commits} commits for 1,000 messages`);
  assertEquals(bytes <= MOST_SESSION_BYTES, true, `${bytes} bytes for 1,000 messages`);
  await services.close();
});

/** From plugging in to plugging out. Returns how many messages that takes. */
async function aSession(charger: ReturnType<typeof aCharger>, at: number): Promise<number> {
  const timestamp = new Date(at).toISOString();
  const status = (status: string) =>
    charger("StatusNotification", { connectorId: 1, errorCode: "NoError", status, timestamp });
  await status("Preparing");
  await charger("Authorize", { idTag: "T" });
  const started = await charger("StartTransaction", { connectorId: 1, idTag: "T", meterStart: 0, timestamp });
  const { transactionId } = started as { transactionId: number };
  await status("Charging");
  for (let n = 0; n < ROUNDS; n++) await charger("MeterValues", meterValues(at + n * 1_000, n));
  await charger("StopTransaction", { transactionId, meterStop: 9, timestamp });
  await status("Available");
  return ROUNDS + 6;
}
