/** Starts and stops that once were refused, or billed wrongly. */
import { assertEquals, assertMatch } from "@std/assert";
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
  assertMatch(ended?.notes.at(-1)?.text ?? "", /after all/);
  assertEquals((await store.stats.days(NOON, NOON))[0], { day: "2026-11-22", energyWh: 5_000, started: 2, ended: 1 });
});
