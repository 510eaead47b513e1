import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Sample } from "../../lib/domain/sample.ts";
import { silentLog } from "../../lib/log.ts";
import { mergeSamples } from "../../lib/store/runs.ts";
import { packRun, RowWriter, unpackRun } from "../../lib/store/packing.ts";
import { aStore, HeldClock, NOON, samples, samplesOf, type TestStore } from "../arrange.ts";

const read = (store: TestStore, from = 0, to?: number) => samplesOf(store, "CP-1", 1, { from, to });

/** How many entries a prefix holds. */
async function count(store: TestStore, prefix: string): Promise<number> {
  return (await Array.fromAsync(store.kv.list({ prefix: [prefix] }))).length;
}

/** Lets the old tails be folded, and waits until the journal is empty. */
async function foldAll(store: TestStore): Promise<void> {
  store.clock.pass(600_000);
  await store.folded();
}

Deno.test("a sample can be read as soon as it is stored", async () => {
  await using store = await aStore();
  const added = samples(3);
  await store.addSamples("CP-1", 1, added);
  assertEquals(await read(store), added);
});

Deno.test("samples of a line are folded into runs, and the journal is emptied", async () => {
  await using store = await aStore();
  const added = samples(300);
  for (const sample of added) await store.addSamples("CP-1", 1, [sample]);
  await foldAll(store);
  assertEquals(await count(store, "journal"), 0);
  assertEquals(await count(store, "samples"), 3);
  assertEquals(await read(store), added);
});

Deno.test("a range gives what lies in it, both ends included, wherever it is stored", async () => {
  await using store = await aStore();
  const added = samples(100);
  await store.addSamples("CP-1", 1, added.slice(0, 90));
  await foldAll(store);
  await store.addSamples("CP-1", 1, added.slice(90));
  assertEquals(await read(store, added[55].at, added[95].at), added.slice(55, 96));
  assertEquals(await read(store, added[99].at + 1), []);
});

Deno.test("lines of other chargers and connectors are kept apart", async () => {
  await using store = await aStore();
  await store.addSamples("CP-1", 1, samples(2));
  await store.addSamples("CP-1", 11, samples(3));
  await store.addSamples("CP-10", 1, samples(4));
  assertEquals((await read(store)).length, 2);
  await foldAll(store);
  assertEquals((await read(store)).length, 2);
});

Deno.test("a backlog that comes late is put where it belongs", async () => {
  await using store = await aStore();
  const all = samples(200);
  await store.addSamples("CP-1", 1, all.slice(100));
  await foldAll(store);
  await store.addSamples("CP-1", 1, all.slice(0, 100).reverse());
  await foldAll(store);
  assertEquals(await read(store), all);
});

Deno.test("the same sample again is kept once; another value at the same time is kept too", async () => {
  await using store = await aStore();
  const first: Sample = { at: NOON, energyWh: 1 };
  const other: Sample = { at: NOON, energyWh: 2 };
  await store.addSamples("CP-1", 1, [first, other]);
  await foldAll(store);
  await store.addSamples("CP-1", 1, [first]);
  assertEquals(await read(store), [first, other]);
  await foldAll(store);
  assertEquals(await read(store), [first, other]);
});

Deno.test("the latest reading merges what the last samples told", async () => {
  await using store = await aStore();
  await store.addSamples("CP-1", 1, [{ at: NOON, energyWh: 5, socPercent: 40 }, { at: NOON + 1, energyWh: 6 }]);
  assertEquals(await store.samples.latest("CP-1", 1), { at: NOON + 1, energyWh: 6, socPercent: 40 });
  await foldAll(store);
  assertEquals(await store.samples.latest("CP-1", 1), { at: NOON + 1, energyWh: 6, socPercent: 40 });
  assertEquals(await store.samples.latest("CP-1", 2), null);
});

Deno.test("what a killed process left in its journal is readable at once, and folded after its lease", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const killed = await aStore({ path, clock });
  const added = samples(10);
  await killed.addSamples("CP-1", 1, added);
  killed.kv.close();
  {
    await using store = await aStore({ path, clock });
    assertEquals(await read(store), added);
    clock.pass(31_000);
    await store.instances.settled();
    await foldAll(store);
    assertEquals(await count(store, "journal"), 0);
    assertEquals(await read(store), added);
  }
  await Deno.remove(path);
});

Deno.test("samples older than SAMPLE_DAYS are given to KV to expire", async () => {
  await using store = await aStore();
  const expiries: (number | undefined)[] = [];
  const atomic = store.kv.atomic.bind(store.kv);
  store.kv.atomic = () => {
    const operation = atomic();
    const set = operation.set.bind(operation);
    operation.set = (key, value, options) => {
      if (key[0] === "samples") expiries.push(options?.expireIn);
      return set(key, value, options);
    };
    return operation;
  };
  await store.addSamples("CP-1", 1, samples(1));
  await foldAll(store);
  assertEquals(expiries, [400 * 86_400_000 - 600_000]);
});

const sample = fc.record({
  at: fc.integer({ min: NOON - 50, max: NOON + 50 }),
  energyWh: fc.integer({ min: 0, max: 3 }),
  currentA: fc.option(fc.array(fc.option(fc.integer()), { maxLength: 3 }), { nil: undefined }),
}).map((one) => JSON.parse(JSON.stringify(one)) as Sample);

Deno.test("packed samples are read back the same", () => {
  const writer = new RowWriter();
  fc.assert(
    fc.property(fc.array(sample), (some) => assertEquals(unpackRun(packRun(some.map((one) => writer.row(one)))), some)),
  );
});

Deno.test("however samples come and are folded, a read gives each distinct one once, oldest first", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(sample, { minLength: 1, maxLength: 80 }), { maxLength: 6 }), async (batches) => {
      await using store = await aStore();
      for (const [i, batch] of batches.entries()) {
        await store.addSamples("CP-1", 1, batch);
        if (i % 2 === 0) await foldAll(store);
      }
      const sorted = (some: Sample[]) => some.map((one) => JSON.stringify(one)).sort();
      const found = await read(store);
      assertEquals(sorted(found), sorted(mergeSamples(batches.flat(), [])));
      assertEquals(found.map(({ at }) => at), found.map(({ at }) => at).toSorted((a, b) => a - b));
    }),
    { numRuns: 30 },
  );
});

Deno.test("a broken entry of the journal is said once, left alone, and keeps nothing else from being read or folded", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const added = samples(5);
  const dead = await aStore({ path });
  await dead.addSamples("CP-1", 1, added);
  await dead.kv.set(["journal", "0-DEAD", 0], new TextEncoder().encode("{"));
  dead.kv.close();
  const clock = new HeldClock(NOON + 3_600_000);
  const said: string[] = [];
  {
    await using store = await aStore({ path, clock, log: { ...silentLog, error: (message) => said.push(message) } });
    assertEquals(await read(store), added);
    await foldAll(store);
    await store.instances.settled();
    assertEquals(await read(store), added);
    assertEquals((await Array.fromAsync(store.kv.list({ prefix: ["journal"] }))).map(({ key }) => key[1]), ["0-DEAD"]);
  }
  assertEquals(said, ["Journal entry is broken and left alone"]);
  await Deno.remove(path);
});
