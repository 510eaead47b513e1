import { assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { inEnglish } from "../../lib/domain/sentence.ts";
import { silentLog } from "../../lib/log.ts";
import { migrate } from "../../lib/store/migrations.ts";
import { BlockNumbers } from "../../lib/store/numbers.ts";
import { aStart, aStop, aStore, NOON, samples, samplesOf, type TestStore } from "../arrange.ts";

const HOUR = 3_600_000;

/** Starts a transaction as a message would: ask for the number, then store. */
async function start(store: TestStore, given: Parameters<typeof aStart>[0] = {}, charger = "CP-1") {
  const fact = aStart(given);
  const transactionId = await store.transactions.numberFor(charger, fact, fact.receivedAt);
  return (await store.transactions.start(charger, { ...fact, transactionId })).transaction;
}

const ids = (items: { id: string }[]) => items.map(({ id }) => id);

Deno.test("a start is stored, and its stop ends it with its energy on that day", async () => {
  await using store = await aStore();
  const { id, transactionId } = await start(store);
  const outcome = await store.transactions.stop("CP-1", aStop({ transactionId }));
  assertEquals(outcome.type, "ended");
  const stored = await store.transactions.find(id);
  assertEquals([stored?.endedAt, stored?.meterStopWh, stored?.stopReason], [NOON + HOUR, 5000, "Local"]);
  assertEquals(await store.stats.days(NOON, NOON), [{ day: "2026-11-22", energyWh: 4000, started: 1, ended: 1 }]);
});

Deno.test("a retried StartTransaction gets the transaction it already has", async () => {
  await using store = await aStore();
  const first = await start(store);
  assertEquals(await start(store), first);
  assertEquals((await store.stats.days(NOON, NOON))[0].started, 1);
});

Deno.test("a retried StartTransaction gets its number also after the transaction has ended", async () => {
  await using store = await aStore();
  const first = await start(store);
  await store.transactions.stop("CP-1", aStop({ transactionId: first.transactionId }));
  assertEquals((await start(store)).transactionId, first.transactionId);
  assertEquals(await store.transactionLists.open(), []);
});

Deno.test("starts that differ in connector, tag, meter or time are different transactions", async () => {
  await using store = await aStore();
  const numbers = new Set<number>();
  for (
    const given of [{}, { connectorId: 2 }, { idTag: "TAG-2" }, { meterStartWh: 7 }, {
      at: NOON + 1,
      chargerAt: NOON + 1,
    }]
  ) numbers.add((await start(store, given)).transactionId);
  numbers.add((await start(store, {}, "CP-2")).transactionId);
  assertEquals(numbers.size, 6);
});

Deno.test("a charger without a clock may start again with the same content after its stop", async () => {
  await using store = await aStore();
  const noClock = { chargerAt: 0, receivedAt: NOON };
  const first = await start(store, noClock);
  assertEquals((await start(store, noClock)).id, first.id);
  await store.transactions.stop("CP-1", aStop({ transactionId: first.transactionId }));
  assertNotEquals((await start(store, { ...noClock, at: NOON + HOUR })).id, first.id);
});

Deno.test("the same start at the same moment on two links becomes one transaction", async () => {
  await using store = await aStore();
  const fact = aStart();
  const outcomes = await Promise.allSettled(
    [7, 8].map((transactionId) => store.transactions.start("CP-1", { ...fact, transactionId })),
  );
  assertEquals(outcomes.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  assertEquals((await store.transactionLists.open()).map(({ transactionId }) => transactionId), [
    await store.transactions.numberFor("CP-1", fact, NOON),
  ]);
});

Deno.test("a start on a connector whose transaction never ended ends that one, with a note and the last register", async () => {
  await using store = await aStore();
  const stale = await start(store);
  await store.addSamples("CP-1", 1, [{ at: NOON + 60_000, energyWh: 3000 }]);
  const later = { at: NOON + HOUR, chargerAt: NOON + HOUR, receivedAt: NOON + HOUR, meterStartWh: 3000 };
  const next = await start(store, later);
  const closed = await store.transactions.find(stale.id);
  assertEquals([closed?.endedAt, closed?.meterStopWh], [NOON + 60_000, 3000]);
  assertMatch(inEnglish(closed?.notes[0].text ?? ""), /never ended/);
  assertEquals(ids(await store.transactionLists.open()), [next.id]);
});

Deno.test("a retried StopTransaction changes nothing", async () => {
  await using store = await aStore();
  const { transactionId } = await start(store);
  await store.transactions.stop("CP-1", aStop({ transactionId }));
  const again = await store.transactions.stop("CP-1", aStop({ transactionId, receivedAt: NOON + 2 * HOUR }));
  assertEquals(again.type === "ended" && again.repeated, true);
  assertEquals((await store.stats.days(NOON, NOON))[0], { day: "2026-11-22", energyWh: 4000, started: 1, ended: 1 });
});

Deno.test("a stop of a number nobody has, or of another charger's, is kept as unmatched", async () => {
  await using store = await aStore();
  const theirs = await start(store, {}, "CP-2");
  for (const transactionId of [0, -1, 999, theirs.transactionId]) {
    const outcome = await store.transactions.stop("CP-1", aStop({ transactionId }));
    assertEquals(outcome.type, "unmatched");
  }
  assertEquals((await store.transactions.find(theirs.id))?.endedAt, null);
  assertEquals((await store.transactionLists.unmatchedStops("CP-1", { limit: 10 })).length, 4);
});

Deno.test("the samples of a stop are stored with it, on its connector's line", async () => {
  await using store = await aStore();
  const { transactionId } = await start(store, { connectorId: 2 });
  await store.transactions.stop("CP-1", aStop({ transactionId, samples: samples(2) }));
  assertEquals(await samplesOf(store, "CP-1", 2), samples(2));
});

Deno.test("transaction numbers are never 0 and never given twice, also by two instances at once", async () => {
  const kv = await Deno.openKv(":memory:");
  const instances = [new BlockNumbers(kv, "transaction"), new BlockNumbers(kv, "transaction")];
  const taken = await Promise.all(Array.from({ length: 500 }, (_, i) => instances[i % 2].take()));
  assertEquals(new Set(taken).size, 500);
  assertEquals(Math.min(...taken) > 0, true);
  kv.close();
});

Deno.test("lists give newest first, page by page, and every one exactly once", async () => {
  await using store = await aStore();
  const started: string[] = [];
  for (let i = 0; i < 25; i++) {
    const at = NOON + i * 1000;
    started.push(
      (await start(store, { at, chargerAt: at, connectorId: i % 3, idTag: i % 2 ? "odd" : "EVEN" }, `CP-${i % 2}`)).id,
    );
  }
  for (
    const filter of [{}, { chargerId: "CP-1" }, { idTag: "even" }, { connectorId: 2 }, {
      from: NOON + 3000,
      to: NOON + 9000,
    }]
  ) {
    const all = await store.transactionLists.page(filter, { limit: 500 });
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.transactionLists.page(filter, { limit: 4, after });
      found.push(...ids(page.items));
      after = page.next ?? undefined;
    } while (after !== undefined);
    assertEquals(found, ids(all.items));
    assertEquals(found, found.toSorted().reverse());
  }
  assertEquals(ids((await store.transactionLists.page({}, { limit: 500 })).items), started.toReversed());
  assertEquals((await store.transactionLists.page({ chargerId: "CP-1" }, { limit: 500 })).items.length, 12);
  assertEquals((await store.transactionLists.page({ idTag: "even" }, { limit: 500 })).items.length, 13);
  const range = await store.transactionLists.page({ from: NOON + 3000, to: NOON + 9000 }, { limit: 500 });
  assertEquals(ids(range.items), started.slice(3, 9).toReversed());
});

Deno.test("a broken record is left out of lists and breaks nothing", async () => {
  await using store = await aStore();
  const { id } = await start(store);
  await store.kv.set(["transaction", "01ZZZZZZZZZZZZZZZZZZZZZZZZ"], { v: 99 });
  assertEquals(ids((await store.transactionLists.page({}, { limit: 10 })).items), [id]);
  assertEquals(await store.transactions.find("01ZZZZZZZZZZZZZZZZZZZZZZZZ"), null);
});

Deno.test("everything is there again after the store was closed and opened", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const { id } = await (async () => {
    await using store = await aStore({ path });
    await store.addSamples("CP-1", 1, samples(5));
    return await start(store);
  })();
  {
    await using store = await aStore({ path });
    assertEquals(ids(await store.transactionLists.open()), [id]);
    assertEquals(await samplesOf(store, "CP-1"), samples(5));
  }
  await Deno.remove(path);
});

Deno.test("migrations run once each, in order, and a newer store is refused", async () => {
  const kv = await Deno.openKv(":memory:");
  const ran: string[] = [];
  const step = (what: string) => ({ what, run: () => Promise.resolve(void ran.push(what)) });
  await kv.set(["schema"], 1);
  await migrate(kv, silentLog, [step("a")]);
  await migrate(kv, silentLog, [step("a"), step("b")]);
  await migrate(kv, silentLog, [step("a"), step("b")]);
  assertEquals(ran, ["a", "b"]);
  await assertRejects(() => migrate(kv, silentLog, []), Error, "its layout is 3, this program knows up to 1");
  kv.close();
});
