/** Backups: one moment of the store, whole or not at all. */
import { assertEquals, assertRejects } from "@std/assert";
import { backUp } from "../../lib/store/backup/back_up.ts";
import { BackupError } from "../../lib/store/backup/contents.ts";
import { restore } from "../../lib/store/backup/restore.ts";
import { aStart, aStore, NOON, samples, samplesOf } from "../arrange.ts";

const NOW = new Date(NOON).toISOString();
const DAY = 86_400_000;

async function aFolder() {
  const path = await Deno.makeTempDir();
  const names = () => [...Deno.readDirSync(path)].map(({ name }) => name).sort();
  return { path, names, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

async function everything(path: string): Promise<Map<string, unknown>> {
  using kv = await Deno.openKv(path);
  const entries = await Array.fromAsync(kv.list({ start: [""], end: ["~"] }));
  return new Map(entries.map(({ key, value, versionstamp }) => [JSON.stringify(key), { value, versionstamp }]));
}

/** A store with every type of value that KV holds, one entry of which expires. */
async function fill(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  await kv.set(["schema"], 1);
  await kv.set(["charger", "CP-1"], { v: 1, at: new Date(0), "": null });
  await kv.set(["samples", "CP-1", 1, NOON, 0], new Uint8Array([1, 2, 3]), { expireIn: 400 * DAY });
  await kv.set(["stats", "2026-11-22", "started"], new Deno.KvU64(5n));
  await kv.set(["transaction_by_start", "CP-1", 1, -5.5, "T", Infinity], "01ABC");
  await kv.set(["soon"], "gone", { expireIn: 1_500 });
}

Deno.test("a restored backup holds every entry with its version, and what expires still does", async () => {
  await using folder = await aFolder();
  const [from, file, to] = ["from.kv", "backup", "to.kv"].map((name) => `${folder.path}/${name}`);
  await fill(from);
  const before = await everything(from);
  assertEquals((await backUp(from, { file, now: NOW })).entries, 6);
  assertEquals(Deno.statSync(file).mode! & 0o777, 0o600);
  assertEquals((await restore(file, { kvPath: to, force: false, now: NOW })).setAside, null);
  assertEquals(await everything(to), before);
  using kv = await Deno.openKv(to);
  // KV looks for what has expired once a minute, or when it opens the file.
  while ((await kv.get(["soon"])).versionstamp !== null) {
    using again = await Deno.openKv(to);
    await again.get(["soon"]);
  }
  assertEquals((await kv.get(["samples", "CP-1", 1, NOON, 0])).versionstamp === null, false);
});

Deno.test("a backup of a store in use is one moment of it, and the store notices nothing", async () => {
  await using folder = await aFolder();
  const [from, file, to] = ["from.kv", "backup", "to.kv"].map((name) => `${folder.path}/${name}`);
  await using store = await aStore({ path: from });
  const { transactionId } = aStart();
  await store.transactions.start("CP-1", aStart({ transactionId }));
  await store.addSamples("CP-1", 1, samples(5));
  await backUp(from, { file, now: NOW });
  await store.addSamples("CP-1", 1, samples(5, { from: NOON + 60_000 }));
  await restore(file, { kvPath: to, force: false, now: NOW });
  await using restored = await aStore({ path: to });
  assertEquals((await restored.transactionLists.open()).length, 1);
  assertEquals(await samplesOf(restored, "CP-1"), samples(5));
  assertEquals((await samplesOf(store, "CP-1")).length, 10);
});

Deno.test("after a restore no number is given again that was given after the backup, and nobody is logged in", async () => {
  await using folder = await aFolder();
  const [from, file, to] = ["from.kv", "backup", "to.kv"].map((name) => `${folder.path}/${name}`);
  const given: number[] = [];
  {
    await using store = await aStore({ path: from });
    given.push(await store.transactions.numberFor("CP-1", aStart(), NOON));
    const session = { v: 2, operator: "admin", sessionKey: "", startedAt: NOON, seenAt: NOON } as const;
    await store.sessions.add("hash", session, NOON + DAY);
    await backUp(from, { file, now: NOW });
    for (let i = 0; i < 500; i++) given.push(await store.transactions.numberFor(`CP-${i}`, aStart(), NOON));
  }
  await restore(file, { kvPath: to, force: false, now: NOW });
  await using store = await aStore({ path: to });
  assertEquals(given.includes(await store.transactions.numberFor("CP-9", aStart(), NOON)), false);
  assertEquals(await store.sessions.find("hash"), null);
});

Deno.test("a backup that is cut off, changed or none at all is refused, and nothing is touched", async () => {
  await using folder = await aFolder();
  const [from, file, to] = ["from.kv", "backup", "to.kv"].map((name) => `${folder.path}/${name}`);
  {
    await using store = await aStore({ path: from });
    for (let i = 0; i < 30; i++) await store.addSamples(`CP-${i}`, 1, samples(60));
  }
  await backUp(from, { file, now: NOW });
  const whole = await Deno.readFile(file);
  const isRefused = async (bytes: Uint8Array, message: string) => {
    await Deno.writeFile(file, bytes);
    await assertRejects(() => restore(file, { kvPath: to, force: false, now: NOW }), BackupError, message);
    assertEquals(folder.names(), ["backup", "from.kv"]);
  };
  await isRefused(whole.slice(0, whole.length >> 1), "Cannot restore");
  await isRefused(whole.slice(0, -1), "Cannot restore");
  await isRefused(new Uint8Array(), "no whole backup");
  await isRefused(new TextEncoder().encode("a letter"), "no whole backup");
  await isRefused(await Deno.readFile(from), "no whole backup");
  // One bit of each value, wherever in the file it is: pages hold remains of others, too.
  const text = new TextDecoder("latin1").decode(whole);
  const changed = whole.slice();
  for (const { index } of text.matchAll(/powerW/g)) changed[index] ^= 1;
  await isRefused(changed, "it is damaged");
  await assertRejects(() => restore(`${file}2`, { kvPath: to, force: false, now: NOW }), BackupError, "no such file");
  await Deno.writeFile(file, whole);
  await restore(file, { kvPath: to, force: false, now: NOW });
  assertEquals((await everything(to)).size > 10, true);
});

Deno.test("a store that holds something is not overwritten; with force it is set aside", async () => {
  await using folder = await aFolder();
  const [from, file, to] = ["from.kv", "backup", "to.kv"].map((name) => `${folder.path}/${name}`);
  await fill(from);
  await backUp(from, { file, now: NOW });
  {
    using kv = await Deno.openKv(to);
    await kv.set(["schema"], 1);
  }
  await restore(file, { kvPath: to, force: false, now: NOW });
  await assertRejects(() => restore(file, { kvPath: to, force: false, now: NOW }), BackupError, "it is not empty");
  const before = await everything(to);
  const { setAside } = await restore(file, { kvPath: to, force: true, now: NOW });
  assertEquals(await everything(setAside!), before);
  assertEquals(await everything(to), before);
});

Deno.test("a store that a server has open is not restored into, not even with force", async () => {
  await using folder = await aFolder();
  const [from, file] = ["from.kv", "backup"].map((name) => `${folder.path}/${name}`);
  await using store = await aStore({ path: from });
  await store.addSamples("CP-1", 1, samples(5));
  await backUp(from, { file, now: NOW });
  for (const force of [false, true]) {
    await assertRejects(() => restore(file, { kvPath: from, force, now: NOW }), BackupError, "stop it first");
  }
  await store.addSamples("CP-1", 1, samples(5, { from: NOON + 60_000 }));
});

Deno.test("a backup never overwrites a file, and says when there is no store", async () => {
  await using folder = await aFolder();
  const [from, file] = ["from.kv", "backup"].map((name) => `${folder.path}/${name}`);
  await assertRejects(() => backUp(from, { file, now: NOW }), BackupError, "There is no store at");
  await fill(from);
  await Deno.writeTextFile(file, "mine");
  await assertRejects(() => backUp(from, { file, now: NOW }), BackupError, "there is a file already");
  assertEquals(folder.names(), ["backup", "from.kv"]);
});

Deno.test("a backup is not written to a file that somebody laid there to read it", async () => {
  await using folder = await aFolder();
  const [from, file] = ["from.kv", "backup"].map((name) => `${folder.path}/${name}`);
  await fill(from);
  await Deno.writeTextFile(`${file}.part`, "", { mode: 0o666 });
  using laid = await Deno.open(`${file}.part`);
  await backUp(from, { file, now: NOW });
  assertEquals(Deno.statSync(file).mode! & 0o777, 0o600);
  assertEquals(laid.statSync().size, 0);
});

Deno.test("letters between the processes of the time are not restored", async () => {
  await using folder = await aFolder();
  const [from, file, to] = ["from.kv", "backup", "to.kv"].map((name) => `${folder.path}/${name}`);
  {
    using kv = await Deno.openKv(from);
    await kv.set(["schema"], 1);
    for (const key of [["letter", "A", "1"], ["mailbox", "A"], ["session", "H"], ["instance", "A"]]) {
      await kv.set(key, 1);
    }
  }
  await backUp(from, { file, now: NOW });
  await restore(file, { kvPath: to, force: false, now: NOW });
  assertEquals([...(await everything(to)).keys()], ['["schema"]']);
});
