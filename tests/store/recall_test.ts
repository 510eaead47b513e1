/** What a store keeps in mind while it is alone, and that it no longer does when another instance may have written. */
import { assertEquals } from "@std/assert";
import { Recall } from "../../lib/store/recall.ts";
import { aStart, aStop, aStore, HeldClock, NOON } from "../arrange.ts";

const tag = (idTag: string, blocked: boolean) => ({
  v: 1 as const,
  idTag,
  parentIdTag: null,
  blocked,
  expiresAt: null,
  label: null,
  maxActiveTransactions: null,
});

Deno.test("a tag that is changed, removed or stored again is found as it is now", async () => {
  await using store = await aStore();
  assertEquals([await store.tags.find("a"), await store.tags.isEmpty()], [null, true]);
  await store.tags.put([tag("A", false)]);
  assertEquals([(await store.tags.find("a"))?.blocked, await store.tags.isEmpty()], [false, false]);
  await store.tags.put([tag("a", true)]);
  assertEquals((await store.tags.find("A"))?.blocked, true);
  await store.tags.remove("A");
  assertEquals([await store.tags.find("a"), await store.tags.isEmpty()], [null, true]);
});

Deno.test("a tag that another instance blocks is found blocked at once", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const a = await aStore({ path, clock });
  await a.tags.put([tag("A", false)]);
  assertEquals((await a.tags.find("A"))?.blocked, false);
  const b = await aStore({ path, clock });
  await a.instances.living();
  await b.tags.put([tag("A", true)]);
  assertEquals((await a.tags.find("A"))?.blocked, true);
  // The other one is gone again: what was kept before it came is not what holds now.
  await b.close();
  await a.instances.living();
  clock.pass(60_000);
  await a.instances.living();
  assertEquals([a.instances.isAlone, (await a.tags.find("A"))?.blocked], [true, true]);
  await a.close();
  await Deno.remove(path);
});

Deno.test("what is read while it is written is not kept", async () => {
  const recall = new Recall<number>({ aloneSince: 0 });
  const old = Promise.withResolvers<number>();
  const reading = recall.get("a", () => old.promise);
  recall.forget("a");
  old.resolve(1);
  assertEquals([await reading, await recall.get("a", () => Promise.resolve(2))], [1, 2]);
  assertEquals(await recall.get("a", () => Promise.resolve(3)), 2);
});

Deno.test("a start and a stop find what another instance did with the connector meanwhile", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const [a, b] = [await aStore({ path, clock }), await aStore({ path, clock })];
  const start = async (store: typeof a, at: number) => {
    const fact = aStart({ at, chargerAt: at, receivedAt: at });
    const transactionId = await store.transactions.numberFor("CP-1", fact, at);
    return await store.transactions.start("CP-1", { ...fact, transactionId });
  };
  const first = (await start(a, NOON)).transaction;
  const second = await start(b, NOON + 1_000);
  assertEquals(second.closed?.id, first.id);
  const third = await start(a, NOON + 2_000);
  assertEquals(third.closed?.id, second.transaction.id);

  const stop = aStop({ transactionId: third.transaction.transactionId });
  assertEquals((await b.transactions.stop("CP-1", stop)).type, "ended");
  assertEquals(await a.transactions.stop("CP-1", stop), await b.transactions.stop("CP-1", stop));
  assertEquals((await start(a, NOON + 3_000)).closed, null);
  assertEquals((await a.transactionLists.open()).length, 1);
  await b.close();
  await a.close();
  await Deno.remove(path);
});
