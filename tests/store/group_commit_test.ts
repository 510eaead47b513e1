import { assert, assertEquals, assertRejects } from "@std/assert";
import { silentLog } from "../../lib/log.ts";
import { Commits } from "../../lib/store/commits.ts";
import { GroupCommit } from "../../lib/store/group_commit.ts";
import { Journal } from "../../lib/store/journal.ts";
import { HeldClock, NOON, samples } from "../arrange.ts";

/** Group commit over a real KV in memory that counts its commits, and can be told to fail. */
async function aCommit() {
  const kv = await Deno.openKv(":memory:");
  let commits = 0;
  const state = { failing: false };
  const atomic = kv.atomic.bind(kv);
  kv.atomic = () => {
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = () => {
      commits++;
      return state.failing ? Promise.reject(new Error("disk full")) : commit();
    };
    return operation;
  };
  const journal = new Journal("test", () => NOON, () => {});
  const commit = new GroupCommit(kv, journal, new Commits({ clock: new HeldClock(), log: silentLog, room: null }));
  return { kv, journal, state, commit, commits: () => commits };
}

Deno.test("writes of one moment go down in one commit", async () => {
  const { kv, commit, commits } = await aCommit();
  const writes = Array.from({ length: 500 }, (_, i) => commit.write({ sets: [{ key: ["k", i], value: i }] }));
  assertEquals((await Promise.all(writes)).every(Boolean), true);
  assertEquals(commits(), 1);
  assertEquals((await Array.fromAsync(kv.list({ prefix: ["k"] }))).length, 500);
  kv.close();
});

Deno.test("more writes than an atomic takes are all made", async () => {
  const { kv, commit } = await aCommit();
  const writes = Array.from({ length: 5_000 }, (_, i) => commit.write({ sets: [{ key: ["k", i], value: "x" }] }));
  await Promise.all(writes);
  assertEquals((await Array.fromAsync(kv.list({ prefix: ["k"] }))).length, 5_000);
  kv.close();
});

Deno.test("values that together are too big for one atomic are all written", async () => {
  const { kv, commit } = await aCommit();
  const value = "x".repeat(50_000);
  await Promise.all(Array.from({ length: 40 }, (_, i) => commit.write({ sets: [{ key: ["big", i], value }] })));
  assertEquals((await Array.fromAsync(kv.list({ prefix: ["big"] }))).length, 40);
  kv.close();
});

Deno.test("a write whose check no longer holds is not made, and the others of its group are", async () => {
  const { kv, commit } = await aCommit();
  await kv.set(["taken"], "first");
  const [conditional, plain] = await Promise.all([
    commit.write({ checks: [{ key: ["taken"], versionstamp: null }], sets: [{ key: ["taken"], value: "second" }] }),
    commit.write({ sets: [{ key: ["plain"], value: 1 }] }),
  ]);
  assertEquals([conditional, typeof plain], [null, "string"]);
  assertEquals([(await kv.get(["taken"])).value, (await kv.get(["plain"])).value], ["first", 1]);
  kv.close();
});

Deno.test("of two writes of one moment that check the same key, only the first is made", async () => {
  const { kv, commit } = await aCommit();
  const write = (value: string) =>
    commit.write({ checks: [{ key: ["once"], versionstamp: null }], sets: [{ key: ["once"], value }] });
  const [first, second] = await Promise.all([write("a"), write("b")]);
  assertEquals([typeof first, second], ["string", null]);
  assertEquals((await kv.get(["once"])).value, "a");
  kv.close();
});

Deno.test("a write that checks a sum sees what was added to it at the same moment", async () => {
  const { kv, commit } = await aCommit();
  const added = commit.write({ sums: [{ key: ["sum"], add: 1n }] });
  const checked = commit.write({ checks: [{ key: ["sum"], versionstamp: null }], deletes: [["sum"]] });
  assertEquals([await added === null, await checked], [false, null]);
  assertEquals((await kv.get<Deno.KvU64>(["sum"])).value?.value, 1n);
  kv.close();
});

Deno.test("a value KV refuses fails alone", async () => {
  const { kv, commit } = await aCommit();
  const tooBig = commit.write({ sets: [{ key: ["big"], value: "x".repeat(70_000) }] });
  const fine = commit.write({ sets: [{ key: ["fine"], value: 1 }] });
  await assertRejects(() => tooBig);
  assert(await fine !== null);
  kv.close();
});

Deno.test("when KV fails every writer is told, and nothing is taken for stored", async () => {
  const { kv, commit, journal, state } = await aCommit();
  state.failing = true;
  const [sample] = samples(1);
  const writes = [
    commit.write({ sets: [{ key: ["a"], value: 1 }] }),
    commit.write({ metered: { chargerId: "CP-1", connectorId: 1, samples: [sample] } }),
  ];
  for (const write of writes) await assertRejects(() => write, Error, "disk full");
  assertEquals(journal.line("CP-1", 1), undefined);
  state.failing = false;
  assert(await commit.write({ sets: [{ key: ["a"], value: 2 }] }) !== null);
  kv.close();
});

Deno.test("after close() what was asked is written and nothing more is taken", async () => {
  const { kv, commit } = await aCommit();
  const last = commit.write({ sets: [{ key: ["last"], value: 1 }] });
  await commit.close();
  assert(await last !== null);
  await assertRejects(() => commit.write({}), Error, "the store is closed");
  kv.close();
});
