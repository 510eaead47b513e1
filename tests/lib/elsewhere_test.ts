/** Commands to a charger whose link another instance holds. */
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/domain/command.ts";
import type { Services } from "../../lib/services.ts";
import { aCharger, twoInstances } from "../two_instances.ts";

type Call = [2, string, string, unknown];

/** Two instances and a charger that is connected to `b`; `heard` hands out what it is asked, call by call. */
async function aDistantCharger() {
  const world = await twoInstances();
  const { call, socket } = aCharger(world.b.services);
  await call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  await world.later(1_000);
  await world.later(1_000);
  const calls: Call[] = [];
  let wake = () => {};
  socket.onmessage = ({ data }) => {
    calls.push(JSON.parse(data));
    wake();
  };
  const heard = async (): Promise<Call> => {
    while (calls.length === 0) await new Promise<void>((resolve) => wake = resolve);
    return calls.shift()!;
  };
  const answer = (id: string, payload: unknown) => socket.send(JSON.stringify([3, id, payload]));
  return { ...world, socket, calls, heard, answer };
}

async function send({ commands }: Services, action: string, payload: unknown): Promise<Command> {
  const outcome = await commands.send({ chargerId: "CP-1", action, payload, askedBy: "ann" });
  if (outcome.type !== "settled") throw new Error(`Not sent: ${outcome.type}`);
  return outcome.command;
}

/** Resolves when what is stored under a key is what is wanted. */
async function untilStored(kv: Deno.Kv, key: Deno.KvKey, isWanted: (value: unknown) => boolean): Promise<void> {
  for await (const [{ value }] of kv.watch([key])) if (isWanted(value)) return;
}

/** Resolves with the key of the letter that an instance was sent. */
async function untilPosted(kv: Deno.Kv, { store }: Services): Promise<Deno.KvKey> {
  await untilStored(kv, ["mailbox", store.instances.id], (id) => id !== null);
  return ["letter", store.instances.id, String((await kv.get(["mailbox", store.instances.id])).value)];
}

async function audit({ store }: Services): Promise<Command[]> {
  return await store.commands.page("CP-1", { limit: 10 });
}

Deno.test("a command is sent by the instance that holds the link, and the asking one hears the answer", async () => {
  const { a, b, heard, answer, end } = await aDistantCharger();
  const sending = send(a.services, "ChangeConfiguration", { key: "AuthorizationKey", value: "0123456789ABCDEF" });
  const [, id, action, payload] = await heard();
  assertEquals([action, payload], ["ChangeConfiguration", { key: "AuthorizationKey", value: "0123456789ABCDEF" }]);
  answer(id, { status: "Accepted" });
  const command = await sending;
  assertEquals([command.state, command.response, command.askedBy], ["answered", { status: "Accepted" }, "ann"]);
  assertEquals(command.payload, { key: "AuthorizationKey", value: "***" });
  assertEquals(await audit(a.services), [command]);
  const [{ changedBy }] = await b.services.store.configurations.of("CP-1");
  assertEquals(changedBy, "ann");
  assertEquals(await Array.fromAsync(a.kv.list({ prefix: ["letter"] })), []);
  assertEquals(await Array.fromAsync(a.kv.list({ prefix: ["file_part"] })), []);
  await end();
});

Deno.test("commands of two instances to one charger go one at a time", async () => {
  const { a, b, calls, heard, answer, end } = await aDistantCharger();
  const own = send(b.services, "ClearCache", {});
  const [, first] = await heard();
  const other = send(a.services, "Reset", { type: "Soft" });
  await untilStored(b.kv, await untilPosted(b.kv, b.services), (letter) => letter === null);
  await b.services.store.mail.settled();
  assertEquals(calls, []);
  answer(first, { status: "Accepted" });
  const [, second, action] = await heard();
  answer(second, { status: "Rejected" });
  assertEquals([action, (await own).response, (await other).response], [
    "Reset",
    { status: "Accepted" },
    { status: "Rejected" },
  ]);
  await end();
});

Deno.test("what a charger refuses or never answers is told by the instance that asked it", async () => {
  const { a, later, heard, socket, end } = await aDistantCharger();
  const refused = send(a.services, "ClearCache", {});
  const [, id] = await heard();
  socket.send(JSON.stringify([4, id, "NotSupported", "no cache", {}]));
  const { state, error } = await refused;
  assertEquals([state, error?.code], ["refused", "NotSupported"]);
  const ignored = send(a.services, "ClearCache", {});
  await heard();
  for (let s = 0; s < a.services.config.callTimeoutMs; s += 5_000) await later(5_000);
  assertEquals((await ignored).state, "timeout");
  const lost = send(a.services, "ClearCache", {});
  await heard();
  socket.close();
  assertEquals((await lost).state, "lost");
  assertEquals((await audit(a.services)).map((one) => one.state), ["lost", "timeout", "refused"]);
  await end();
});

Deno.test("an answer of a megabyte comes whole from another instance", async () => {
  const { a, heard, answer, end } = await aDistantCharger();
  const sending = send(a.services, "DataTransfer", { vendorId: "V" });
  const [, id] = await heard();
  const data = "é".repeat(500_000);
  answer(id, { status: "Accepted", data });
  assertEquals((await sending).response, { status: "Accepted", data });
  await end();
});

Deno.test("a command that the other instance does not take is taken back, and never sent", async () => {
  const { a, b, clock, calls, heard, answer, end } = await aDistantCharger();
  await b.services.store.mail.stop();
  const sending = send(a.services, "Reset", { type: "Hard" });
  await untilPosted(a.kv, b.services);
  clock.pass(5_000);
  const command = await sending;
  assertEquals([command.state, command.error?.description.split(":")[0]], ["lost", "Nothing was sent"]);
  assertEquals(await audit(a.services), [command]);
  b.services.store.mail.start(() => calls.push([2, "", "a letter came", {}]));
  clock.pass(1_000);
  await b.services.store.mail.settled();
  const own = send(b.services, "ClearCache", {});
  const [, id, action] = await heard();
  assertEquals(action, "ClearCache");
  answer(id, { status: "Accepted" });
  await own;
  await end();
});

Deno.test("a charger's new password that goes through another instance lies nowhere in the clear", async () => {
  const { a, b, clock, end } = await aDistantCharger();
  await b.services.store.mail.stop();
  const password = "lies nowhere in the clear";
  const sending = send(a.services, "ChangeConfiguration", { key: "AuthorizationKey", value: password });
  await untilPosted(a.kv, b.services);
  const stored = await Array.fromAsync(a.kv.list({ prefix: [] }));
  assertEquals(stored.some(({ key: [kind] }) => kind === "file_part"), true);
  assertEquals(stored.filter((entry) => Deno.inspect(entry, { iterableLimit: Infinity }).includes(password)), []);
  const texts = stored.map(({ value }) => value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : "");
  assertEquals(texts.filter((text) => text.includes(password)), []);
  clock.pass(5_000);
  assertEquals((await sending).state, "lost");
  assertEquals(await Array.fromAsync(a.kv.list({ prefix: ["file_part"] })), []);
  await end();
});

Deno.test("a command that lay too long is not sent", async () => {
  const { a, b, clock, heard, answer, end } = await aDistantCharger();
  const command = {
    v: 1,
    id: "OLD",
    chargerId: "CP-1",
    action: "Reset",
    askedBy: null,
    settledAt: null,
    state: "sent",
  };
  const old = { ...command, payload: {}, response: null, error: null, isLate: false, askedAt: clock.now() - 60_000 };
  await a.services.store.mail.post(b.services.store.instances.id, { type: "ask", command: old, payload: {} });
  const sending = send(a.services, "ClearCache", {});
  const [, id, action] = await heard();
  assertEquals(action, "ClearCache");
  answer(id, { status: "Accepted" });
  await sending;
  await end();
});

Deno.test("when the other instance dies, the asking one says that it cannot know", async () => {
  const { a, b, clock, heard, kill, end } = await aDistantCharger();
  const sending = send(a.services, "Reset", { type: "Soft" });
  await heard();
  kill(b);
  // Its lease is seen to end by looks between which time passes.
  for (let i = 0; i < 8; i++) {
    clock.pass(5_000);
    await a.services.store.instances.settled();
  }
  const { state, error } = await sending;
  assertEquals([state, error?.description], [
    "lost",
    "What came of the command is not known: the instance of this server that holds the charger's link does not tell",
  ]);
  await end();
});

Deno.test("what came of a command is in the audit also when the instance that asked is gone", async () => {
  const { a, b, heard, answer, end } = await aDistantCharger();
  const sending = send(a.services, "Reset", { type: "Soft" });
  const [, id] = await heard();
  await a.services.commands.close();
  assertEquals((await sending).state, "lost");
  answer(id, { status: "Accepted" });
  const isAnswered = (value: unknown) => (value as Command).state === "answered";
  await untilStored(b.kv, ["command", "CP-1", (await sending).id], isAnswered);
  await end();
});

Deno.test("an instance that stops tells what came of the commands it was asked to send", async () => {
  const { a, b, heard, stop, end } = await aDistantCharger();
  const sending = send(a.services, "Reset", { type: "Soft" });
  await heard();
  const stopping = stop(b);
  assertEquals((await sending).state, "lost");
  await stopping;
  await end();
});
