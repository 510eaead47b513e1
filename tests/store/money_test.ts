/** Starts and stops that once were refused, or billed wrongly. */
import { assertEquals, assertMatch } from "@std/assert";
import { inEnglish } from "../../lib/domain/sentence.ts";
import { aStart, aStop, aStore, NOON, type TestStore } from "../arrange.ts";

const HOUR = 3_600_000;

async function start(store: TestStore, given: Parameters<typeof aStart>[0] = {}) {
  const fact = aStart(given);
  const transactionId = await store.transactions.numberFor("CP-1", fact, fact.receivedAt);
  return (await store.transactions.start("CP-1", { ...fact, transactionId })).transaction;
}

const later = { at: NOON + HOUR, chargerAt: NOON + HOUR, receivedAt: NOON + HOUR };

Deno.test("a stop with an absurd register is stored, and the day's sum is not spoiled", async () => {
  for (const meterStopWh of [1e20, -1e300, 0]) {
    await using store = await aStore();
    const { id, transactionId } = await start(store);
    const outcome = await store.transactions.stop("CP-1", aStop({ transactionId, meterStopWh }));
    assertEquals(outcome.type, "ended");
    assertEquals((await store.transactions.find(id))?.meterStopWh, meterStopWh);
    assertEquals((await store.stats.days(NOON, NOON))[0].energyWh, 0);
  }
});

Deno.test("a start after an absurd reading of the connector is stored", async () => {
  await using store = await aStore();
  await start(store, { meterStartWh: -1e300 });
  await store.addSamples("CP-1", 1, [{ at: NOON + 1, energyWh: 1e20 }]);
  assertEquals((await start(store, later)).endedAt, null);
});

Deno.test("a session that was never ended and never metered stops where the next one's register begins", async () => {
  await using store = await aStore();
  const stale = await start(store, { meterStartWh: 100 });
  await start(store, { ...later, meterStartWh: 5_100 });
  assertEquals((await store.transactions.find(stale.id))?.meterStopWh, 5_100);
});

Deno.test("the true stop of a session that we ended ourselves replaces our word, and the day's sum follows", async () => {
  await using store = await aStore();
  const stale = await start(store, { meterStartWh: 100 });
  await start(store, { ...later, meterStartWh: 200 });
  const stop = aStop({ transactionId: stale.transactionId, meterStopWh: 5_100 });
  const outcome = await store.transactions.stop("CP-1", stop);
  assertEquals(outcome.type, "ended");
  const ended = await store.transactions.find(stale.id);
  assertEquals([ended?.meterStopWh, ended?.stopReason, ended?.isEndAssumed], [5_100, "Local", false]);
  assertMatch(inEnglish(ended?.notes.at(-1)?.text ?? ""), /after all/);
  assertEquals((await store.stats.days(NOON, NOON))[0], { day: "2026-11-22", energyWh: 5_000, started: 2, ended: 1 });
});

Deno.test("a start without a meter begins at the connector's last reading, and has no energy when there is none", async () => {
  await using store = await aStore();
  const unknown = await start(store, { meterStartWh: null });
  const end = { meterStopWh: 9_000, unread: undefined };
  await store.transactions.stop("CP-1", aStop({ ...end, transactionId: unknown.transactionId }));
  assertEquals((await store.transactions.find(unknown.id))?.meterStartWh, null);
  assertEquals((await store.stats.days(NOON, NOON))[0].energyWh, 0);
  await store.addSamples("CP-1", 1, [{ at: NOON + 1, energyWh: 9_100 }]);
  assertEquals((await start(store, { ...later, meterStartWh: null })).meterStartWh, 9_100);
});

Deno.test("a stop without a meter ends at the last reading once, and the true one goes before it", async () => {
  await using store = await aStore();
  const { id, transactionId } = await start(store);
  await store.addSamples("CP-1", 1, [{ at: NOON + 1, energyWh: 4_000 }]);
  const stop = (meterStopWh: number | null) => store.transactions.stop("CP-1", aStop({ transactionId, meterStopWh }));
  assertEquals([(await stop(null)).repeated, (await stop(null)).repeated], [false, true]);
  const ended = await store.transactions.find(id);
  assertEquals([ended?.meterStopWh, ended?.endedAt, ended?.notes.length], [4_000, NOON + HOUR, 1]);
  assertEquals([(await stop(4_500)).repeated, (await stop(null)).repeated], [false, true]);
  assertEquals((await store.transactions.find(id))?.meterStopWh, 4_500);
  assertEquals((await store.stats.days(NOON, NOON))[0], { day: "2026-11-22", energyWh: 3_500, started: 1, ended: 1 });
});

Deno.test("a stop that names nothing is taken for the only one that runs, by its meter or else by its time", async () => {
  const stop = (given: Parameters<typeof aStop>[0]) => aStop({ transactionId: null, ...given });
  const cases = [
    [{ meterStopWh: 1_500 }, "ended"],
    [{ meterStopWh: 500 }, "unmatched"],
    [{ meterStopWh: null }, "ended"],
    [{ meterStopWh: null, chargerAt: null }, "unmatched"],
    [{ meterStopWh: null, at: NOON - 1, chargerAt: NOON - 1 }, "unmatched"],
    [{ meterStopWh: null, transactionId: 99 }, "unmatched"],
  ] as const;
  for (const [given, outcome] of cases) {
    await using store = await aStore();
    await start(store);
    assertEquals((await store.transactions.stop("CP-1", stop(given))).type, outcome, JSON.stringify(given));
  }
  await using store = await aStore();
  await start(store);
  await start(store, { connectorId: 2 });
  assertEquals((await store.transactions.stop("CP-1", stop({}))).type, "unmatched");
});
