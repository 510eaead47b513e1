import { assertEquals, assertObjectMatch } from "@std/assert";
import type { MessageView, Page } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

async function messages(server: TestServer, query = ""): Promise<MessageView[]> {
  return ((await server.get(`/api/chargers/CP-1/messages?${query}`)).body as Page<MessageView>).items;
}

const brief = ({ direction, type, action }: MessageView) => `${direction} ${type} ${action}`;

Deno.test("every frame in and out is logged as sent, newest first, an answer with its action and latency", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  charger.send('[2,"a1","Heartbeat",{}]');
  const answer = await charger.next();
  const [out, received] = await messages(server);
  assertObjectMatch({ ...received }, {
    direction: "in",
    type: "call",
    messageId: "a1",
    action: "Heartbeat",
    payload: {},
    error: null,
    latencyMs: null,
    text: '[2,"a1","Heartbeat",{}]',
  });
  assertObjectMatch({ ...out }, {
    direction: "out",
    type: "result",
    messageId: "a1",
    action: "Heartbeat",
    error: null,
  });
  assertEquals([out.text, typeof out.latencyMs], [JSON.stringify(answer), "number"]);
});

Deno.test("our own calls and their answers are logged too", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  // Its link is recorded once a message of it is answered.
  await charger.call("Heartbeat", {});
  const answering = server.get("/api/chargers/CP-1/commands/ClearCache", { method: "POST" });
  const [, id] = await charger.next() as [number, string];
  charger.send(JSON.stringify([3, id, { status: "Accepted" }]));
  await answering;
  assertEquals((await messages(server, "action=ClearCache")).map(brief), [
    "in result ClearCache",
    "out call ClearCache",
  ]);
});

Deno.test("messages are filtered by action, transaction, time and errors", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const timestamp = new Date().toISOString();
  const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp };
  const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
  await charger.call("StopTransaction", { transactionId, meterStop: 1, timestamp });
  await charger.call("Authorize", {});
  charger.send("rubbish");
  await charger.call("Heartbeat", {});
  assertEquals((await messages(server, "action=Heartbeat")).length, 2);
  assertEquals((await messages(server, "errors=true")).map(brief), ["in unreadable null", "out error Authorize"]);
  assertEquals((await messages(server, `transactionId=${transactionId}`)).map(brief), [
    "in call StopTransaction",
    "out result StartTransaction",
  ]);
  assertEquals(await messages(server, "before=2020-01-01"), []);
  assertEquals((await server.get("/api/chargers/nobody/messages")).status, 404);
});

Deno.test("the log is paged through without a gap or a repeat", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  for (let i = 0; i < 30; i++) {
    charger.send(`[2,"${i}","Heartbeat",{}]`);
    await charger.next();
    if (i % 5 === 0) await server.services.messageLog.flushed();
  }
  const seen: unknown[] = [];
  let cursor = "";
  do {
    const { items, next } = (await server.get(`/api/chargers/CP-1/messages?limit=7${cursor}`)).body as Page<
      MessageView
    >;
    seen.push(...items.filter(({ direction }) => direction === "in").map(({ messageId }) => messageId));
    cursor = next === null ? "" : `&cursor=${next}`;
  } while (cursor !== "");
  assertEquals(seen, Array.from({ length: 30 }, (_, i) => String(29 - i)));
});

Deno.test("when frames come too fast for the log some are left out and counted, and every one is answered", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const data = "x".repeat(15_000);
  for (let i = 0; i < 100; i++) charger.send(`[2,"${i}","DataTransfer",{"vendorId":"V","data":"${data}"}]`);
  for (let i = 0; i < 100; i++) await charger.next();
  const found = await messages(server, "limit=500");
  const leftOut = found.filter(({ type }) => type === "gap").reduce((sum, { text }) => sum + Number(text), 0);
  assertEquals(leftOut > 0, true);
  assertEquals(found.filter(({ type }) => type !== "gap").length + leftOut, 200);
});

Deno.test("a message that is nested very deeply is shown as text, and breaks no page", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  for (const levels of [90, 3_000, 9_000]) {
    charger.send(`[2,"${levels}","DataTransfer",{"vendorId":"V","data":${"[".repeat(levels)}${"]".repeat(levels)}}]`);
    await charger.next();
    for (const path of ["/messages", "/chargers/CP-1/messages", "/api/chargers/CP-1/messages"]) {
      assertEquals([levels, path, (await server.get(path)).status], [levels, path, 200]);
    }
  }
});
