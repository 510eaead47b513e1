/** Folding under conditions that once lost samples or stopped it for ever. */
import { assertEquals } from "@std/assert";
import type { Sample } from "../../lib/domain/sample.ts";
import { aStore, HeldClock, NOON, samples, samplesOf, type TestStore } from "../arrange.ts";

const DAY = 86_400_000;

const read = (store: TestStore, charger = "CP-1") => samplesOf(store, charger, 1, { from: -Infinity });

async function journalSize(store: TestStore): Promise<number> {
  return (await Array.fromAsync(store.kv.list({ prefix: ["journal"] }))).length;
}

async function foldAll(store: TestStore): Promise<void> {
  store.clock.pass(600_000);
  await store.folded();
}

/** The expiry of every run that is written. */
function watchExpiry(store: TestStore): number[] {
  const expiries: number[] = [];
  const atomic = store.kv.atomic.bind(store.kv);
  store.kv.atomic = () => {
    const operation = atomic();
    const set = operation.set.bind(operation);
    operation.set = (key, value, options) => {
      if (key[0] === "samples") expiries.push(options?.expireIn ?? Infinity);
      return set(key, value, options);
    };
    return operation;
  };
  return expiries;
}

Deno.test("one sample of long ago does not take younger ones with it when it expires", async () => {
  await using store = await aStore();
  const expiries = watchExpiry(store);
  await store.addSamples("CP-1", 1, [{ at: NOON - 3_000 * DAY, energyWh: 1 }, ...samples(55)]);
  await foldAll(store);
  assertEquals(expiries.map((ms) => Math.round(ms / DAY)).toSorted((a, b) => a - b), [0, 400]);
});

Deno.test("a run stays as long as its youngest sample may", async () => {
  await using store = await aStore();
  const expiries = watchExpiry(store);
  await store.addSamples("CP-1", 1, samples(20, { from: NOON - 100 * DAY, everyMs: 5 * DAY }));
  await foldAll(store);
  assertEquals(expiries.map((ms) => Math.round(ms / DAY)), [395]);
});

Deno.test("more samples of one time than a run holds are all kept when later ones are folded", async () => {
  await using store = await aStore();
  const same = Array.from({ length: 100 }, (_, i): Sample => ({ at: NOON, energyWh: i }));
  await store.addSamples("CP-1", 1, same);
  await foldAll(store);
  await store.addSamples("CP-1", 1, [{ at: NOON + 1, energyWh: 200 }]);
  await foldAll(store);
  assertEquals((await read(store)).map(({ energyWh }) => energyWh), [...same.keys(), 200]);
});

Deno.test("samples of one time that fill several values are all kept", async () => {
  await using store = await aStore();
  const signed = (i: number): Sample => ({ at: NOON, energyWh: i, signedData: ["x".repeat(8_000)] });
  const same = Array.from({ length: 20 }, (_, i) => signed(i));
  await store.addSamples("CP-1", 1, same);
  await foldAll(store);
  await store.addSamples("CP-1", 1, [{ at: NOON - 1, energyWh: 100 }, signed(50), { at: NOON + 1, energyWh: 101 }]);
  await foldAll(store);
  const energies = (await read(store)).map(({ energyWh }) => energyWh ?? -1);
  assertEquals(energies.toSorted((a, b) => a - b), [...same.keys(), 50, 100, 101]);
});

Deno.test("two instances that fold one line at a time lose nothing", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const [a, b] = [await aStore({ path, clock }), await aStore({ path, clock })];
  const chargers = Array.from({ length: 20 }, (_, i) => `CP-${i}`);
  for (const charger of chargers) {
    await a.addSamples(charger, 1, samples(10));
    await foldAll(a);
    await Promise.all([
      a.addSamples(charger, 1, samples(20, { from: NOON + 20_000, everyMs: 2_000 })),
      b.addSamples(charger, 1, samples(20, { from: NOON + 21_000, everyMs: 2_000 })),
    ]);
  }
  // One file under two stores is locked now and then; what could not be folded or deleted is so at the next look.
  for (let look = 0; look < 10 && (look === 0 || await journalSize(a) > 0); look++) {
    clock.pass(600_000);
    await Promise.all([a.folded(), b.folded()]);
  }
  assertEquals(await journalSize(a), 0);
  for (const charger of chargers) {
    const found = await read(a, charger);
    assertEquals(found.length, 50);
    assertEquals(found.map(({ at }) => at), found.map(({ at }) => at).toSorted((x, y) => x - y));
  }
  await a.close();
  await b.close();
  await Deno.remove(path);
});

Deno.test("many lines, each with many journal entries, are folded in commits that KV takes", async () => {
  await using store = await aStore();
  for (let round = 0; round < 30; round++) {
    for (let charger = 0; charger < 50; charger++) {
      await store.addSamples(`CP-${charger}`, 1, samples(1, { from: NOON + round * 1000 }));
    }
  }
  await foldAll(store);
  assertEquals(await journalSize(store), 0);
  assertEquals((await read(store, "CP-49")).length, 30);
});

Deno.test("a long backlog with values of ages apart is folded, and so are its neighbours", async () => {
  await using store = await aStore();
  const backlog = samples(5_000, { from: NOON - 9 * DAY, everyMs: 60_000 });
  await store.addSamples("CP-1", 1, backlog);
  await foldAll(store);
  await store.addSamples("CP-1", 1, [{ at: NOON - 3_000 * DAY, energyWh: 1 }, { at: NOON, energyWh: 2 }]);
  await store.addSamples("CP-2", 1, samples(3));
  await foldAll(store);
  assertEquals(await journalSize(store), 0);
  assertEquals((await read(store)).length, 5_002);
  assertEquals((await read(store, "CP-2")).length, 3);
});

Deno.test("what one message brings may be more than one commit takes", async () => {
  await using store = await aStore();
  const many = Array.from({ length: 200 }, (_, i): Sample => ({ at: NOON + i, signedData: ["x".repeat(8_000)] }));
  await store.addSamples("CP-1", 1, many);
  assertEquals(await read(store), many);
  await foldAll(store);
  assertEquals(await journalSize(store), 0);
  assertEquals(await read(store), many);
});

Deno.test("a line whose fold fails is tried again, loses nothing, and holds no other line up", async () => {
  await using store = await aStore();
  await store.addSamples("CP-1", 1, samples(3));
  await store.addSamples("CP-2", 1, samples(3));
  const atomic = store.kv.atomic.bind(store.kv);
  store.kv.atomic = () => {
    const operation = atomic();
    const set = operation.set.bind(operation);
    operation.set = (key, value, options) => {
      if (key[0] === "samples" && key[1] === "CP-1") throw new Error("refused");
      return set(key, value, options);
    };
    return operation;
  };
  await foldAll(store);
  assertEquals((await Array.fromAsync(store.kv.list({ prefix: ["samples", "CP-2"] }))).length, 1);
  assertEquals(await read(store), samples(3));
  store.kv.atomic = atomic;
  await foldAll(store);
  assertEquals(await journalSize(store), 0);
  assertEquals(await read(store), samples(3));
});

Deno.test("the latest reading is found behind many samples without a register", async () => {
  await using store = await aStore();
  const power = samples(300, { from: NOON + 1 }).map(({ at, powerW }) => ({ at, powerW }));
  await store.addSamples("CP-1", 1, [{ at: NOON, energyWh: 3_700 }, ...power]);
  await foldAll(store);
  assertEquals((await store.samples.latest("CP-1", 1))?.energyWh, 3_700);
});

Deno.test("the latest reading misses nothing that is folded while it is read", async () => {
  await using store = await aStore();
  await store.addSamples("CP-1", 1, samples(1));
  await foldAll(store);
  const newest: Sample = { at: NOON + 60_000, energyWh: 9_000 };
  await store.addSamples("CP-1", 1, [newest]);
  const reading = store.samples.latest("CP-1", 1);
  await foldAll(store);
  assertEquals((await reading)?.energyWh, 9_000);
});

Deno.test("a line of more runs than one read brings is read whole, and from any of them on", async () => {
  await using store = await aStore();
  // A gap of over 30 days ends a run.
  const everyMs = 31 * DAY;
  const all = samples(250, { everyMs });
  await store.addSamples("CP-1", 1, all);
  await foldAll(store);
  assertEquals((await Array.fromAsync(store.kv.list({ prefix: ["samples"] }))).length, 250);
  assertEquals(await read(store), all);
  const [from, to] = [NOON + 19 * everyMs, NOON + 139 * everyMs];
  assertEquals(await samplesOf(store, "CP-1", 1, { from, to }), all.slice(19, 140));
});
