import { assert, assertEquals } from "@std/assert";
import type { Message } from "../../lib/domain/message.ts";
import { createIds } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { Commits } from "../../lib/store/commits.ts";
import { Messages } from "../../lib/store/messages.ts";
import { openStore } from "../../lib/store/mod.ts";
import { ByteSlabs, PackedMessages } from "../../lib/store/packed_messages.ts";
import { aStore, HeldClock, NOON } from "../arrange.ts";
import { CountingKv } from "../counting_kv.ts";

function aMessage(text: string): Message {
  return { at: NOON, direction: "in", type: "call", messageId: "1", action: "DataTransfer", latencyMs: null, text };
}

function packed(chargerId: string, messages: Message[]): PackedMessages {
  const all = new PackedMessages(chargerId, new ByteSlabs());
  for (const message of messages) all.add(message);
  return all;
}

/** Text that no compression makes shorter: characters drawn from the whole of the basic plane. */
function noise(length: number): string {
  const codes = Uint16Array.from({ length }, (_, i) => 0x4e00 + (Math.imul(i + 1, 0x9e3779b1) >>> 18));
  return String.fromCharCode(...codes);
}

Deno.test("messages are read back as they were written, newest chunk first", async () => {
  await using store = await aStore();
  const written = Array.from(
    { length: 200 },
    (_, i) => aMessage(`[2,"${i}","DataTransfer",{"data":"${"x".repeat(400)}"}]`),
  );
  await store.messages.put([packed("CP-1", written), packed("CP-2", [aMessage("…")])]);
  const chunks = await Array.fromAsync(store.messages.chunks("CP-1"));
  assert(chunks.length > 1);
  assertEquals(chunks.toReversed().flatMap(({ messages }) => messages), written);
  assertEquals((await Array.fromAsync(store.messages.chunks("CP-2"))).length, 1);
});

Deno.test("text that hardly deflates is stored all the same, and cut only when one message is too long for KV", async () => {
  await using store = await aStore();
  const some = Array.from({ length: 5 }, () => aMessage(noise(12_000)));
  await store.messages.put([packed("CP-1", [...some, aMessage(noise(60_000))])]);
  const read = (await Array.fromAsync(store.messages.chunks("CP-1"))).toReversed().flatMap(({ messages }) => messages);
  assertEquals(read.slice(0, 5), some);
  const [cut] = read.slice(5).map(({ text }) => text);
  assertEquals([cut.at(-1), noise(60_000).startsWith(cut.slice(0, -1))], ["…", true]);
});

Deno.test("a chunk stored before chunks were deflated is read", async () => {
  await using store = await aStore();
  const bytes = new TextEncoder().encode(JSON.stringify({ v: 1, messages: [aMessage("old")] }));
  await store.kv.set(["message", "CP-1", "01HKB0000000000000000000A0"], bytes);
  assertEquals((await Array.fromAsync(store.messages.chunks("CP-1"))).map(({ messages }) => messages[0].text), ["old"]);
});

Deno.test("what many chargers said shortly is stored in few commits", async () => {
  const counting = await CountingKv.open();
  const parts = { clock: new HeldClock(), ids: createIds(), log: silentLog };
  const store = await openStore(counting.kv, { ...parts, directory: null, sampleDays: 400, messageDays: 14 });
  counting.take();
  await store.messages.put(
    Array.from({ length: 200 }, (_, i) => packed(`CP-${i}`, [aMessage("…")])),
  );
  const { commits, kinds } = counting.take();
  assertEquals([commits <= 4, kinds.message.set], [true, 200], `${commits} commits`);
  await store.close();
});

Deno.test("a charger's log keeps its newest 5,000 chunks and at most 500 more, and what it keeps is not read for that", async () => {
  const counting = await CountingKv.open();
  const parts = { clock: new HeldClock(), ids: createIds(), log: silentLog };
  const store = await openStore(counting.kv, { ...parts, directory: null, sampleDays: 400, messageDays: 14 });
  counting.take();
  const texts = Array.from({ length: 7_000 }, (_, i) => String(i));
  await store.messages.put([packed("CP-2", [aMessage("other")])]);
  await store.messages.put(texts.map((text) => packed("CP-1", [aMessage(text)])));
  const { kinds } = counting.take();
  const chunks = await Array.fromAsync(store.messages.chunks("CP-1"));
  const kept = chunks.toReversed().flatMap(({ messages }) => messages.map(({ text }) => text));
  assertEquals(kept, texts.slice(-kept.length));
  assert(kept.length >= 5_000 && kept.length <= 5_500, `${kept.length} are kept`);
  // What is deleted, and where a look at it ends.
  assert(kinds.message.read < texts.length - kept.length + 100, `${kinds.message.read} were read`);
  assertEquals((await Array.fromAsync(store.messages.chunks("CP-2"))).length, 1);
  await store.close();
});

Deno.test("a charger's log is bounded also by processes none of which lives for 500 chunks", async () => {
  using kv = await Deno.openKv(":memory:");
  const commits = new Commits({ clock: new HeldClock(), log: silentLog, room: null });
  const parts = { commits, ids: createIds(), log: silentLog, days: 14 };
  for (let i = 0; i < 80; i++) {
    const message = { ...aMessage("…"), at: NOON + i * 137 };
    await new Messages(kv, parts).put(Array.from({ length: 100 }, () => packed("CP-1", [message])));
  }
  const { length } = await Array.fromAsync(new Messages(kv, parts).chunks("CP-1"));
  assert(length >= 4_500 && length <= 6_000, `${length} of 8,000 are kept`);
});
