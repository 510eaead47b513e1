/**
 * What a message costs, counted and not timed: how often KV is asked, how many keys change, how many commits, how many bytes.
 *
 * The figures are upper bounds. Who makes one smaller writes the smaller one down; who needs a larger one says why.
 */
import { assertEquals } from "@std/assert";
import { readConfig } from "../../lib/config.ts";
import { createIds } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { openServices, type Services } from "../../lib/services.ts";
import { HeldClock, LoopbackSocket, NOON } from "../arrange.ts";
import { CountingKv, sizeOf, total } from "../counting_kv.ts";

/** `asked`: how often KV's worker is asked to read. `changed`: keys set, deleted or summed. `commits`: with one charger alone. */
const MOST: Record<string, { asked: number; read: number; changed: number; commits: number }> = {
  "connect and BootNotification": { asked: 4, read: 4, changed: 3, commits: 2 },
  Heartbeat: { asked: 0, read: 0, changed: 0, commits: 0 },
  // One that tells a change is kept as history too: a session's timeline is made of it.
  StatusNotification: { asked: 0, read: 0, changed: 2, commits: 1 },
  Authorize: { asked: 2, read: 2, changed: 0, commits: 0 },
  // One commit in a hundred takes the next numbers.
  StartTransaction: { asked: 8, read: 8, changed: 11, commits: 2 },
  MeterValues: { asked: 0, read: 0, changed: 1, commits: 1 },
  "StopTransaction and the fold": { asked: 8, read: 8, changed: 8, commits: 3 },
};

const BOOT = { chargePointVendor: "A", chargePointModel: "B" };
const CHARGERS = 100;
const ROUNDS = 10;
/** Of 1,000 MeterValues, a hundred of them at a time. */
const MOST_COMMITS = 10;
/** Of a MeterValues with six values, the message log left aside: in the journal, and when it is folded. */
const MOST_JOURNAL_BYTES = 75;
const MOST_BYTES = 55;
/** Of the samples of one line. */
const PER_LINE = 300;

async function aWorld() {
  const counting = await CountingKv.open(["message", "instance", "schema", "pulse", "letter"]);
  const clock = new HeldClock();
  const config = readConfig({}, { isTerminal: false, isDeploy: false });
  const services = await openServices(counting.kv, { config, clock, ids: createIds(), log: silentLog });
  counting.take();
  return { counting, clock, services };
}

/** A charger that sends a call and waits for its answer. */
function aCharger({ endpoint }: Services, chargerId: string) {
  const [near, far] = LoopbackSocket.pair();
  endpoint.serve(near, { type: "admitted", chargerId, address: null, protocol: "ocpp1.6", isNamed: true, odd: [] });
  let messages = 0;
  return (action: string, payload: unknown) => {
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
  const counted: typeof MOST = {};
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
  await charger("StopTransaction", { transactionId, meterStop: 9, timestamp });
  await services.store.folded();
  count("StopTransaction and the fold");
  const tooMuch = Object.keys(MOST).filter((name) =>
    (["asked", "read", "changed", "commits"] as const).some((what) => counted[name][what] > MOST[name][what])
  );
  assertEquals(tooMuch.map((name) => [name, counted[name]]), []);
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

  assertEquals(taken.asked, 0);
  assertEquals(taken.commits <= MOST_COMMITS, true, `${taken.commits} commits: ${JSON.stringify(taken.kinds)}`);
  assertEquals(total(taken, "set") <= taken.commits, true, `${total(taken, "set")} keys`);
  const bytes = total(taken, "bytes") / (CHARGERS * ROUNDS);
  assertEquals(bytes <= MOST_JOURNAL_BYTES, true, `${bytes} bytes a message`);
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
  const bytes = stored.reduce((sum, { key, value }) => sum + sizeOf(key) + sizeOf(value), 0) / PER_LINE;
  assertEquals(bytes <= MOST_BYTES, true, `${bytes} bytes a message`);
  await services.close();
});
