/** Chargers that ask too much: they are refused clearly or cut off, and the others do not notice. */
import { assertEquals } from "@std/assert";
import { aServer, RawCharger, type TestServer, untilOffline } from "../server.ts";
import { basic, countsOf, enter, isLetIn, knock, reasons, SECRET, setPassword } from "./charger_login.ts";

/** A normal charger that is served throughout. */
async function neighbour(server: TestServer) {
  const charger = await enter(server, "GOOD");
  let isOver = false;
  let answered = 0;
  const beating = (async () => {
    while (!isOver) {
      await charger.call("Heartbeat", {});
      answered++;
      // A charger that asked without a pause would itself be slowed down.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  return {
    async leave() {
      isOver = true;
      await beating;
      await charger[Symbol.asyncDispose]();
      assertEquals(answered > 0, true);
      assertEquals(Object.keys(await countsOf(server, "GOOD")), []);
    },
  };
}

async function cutOff(server: TestServer, id: string): Promise<unknown[]> {
  const { items } = (await server.get("/api/refusals")).body as { items: { id: string; reason: string }[] };
  return items.filter((one) => one.id === id).map(({ reason }) => reason);
}

/** How many MeterValues were answered by an error. */
async function refusedCalls(server: TestServer): Promise<number> {
  const { body } = await server.get("/metrics");
  return Number(
    /_messages_total\{action="MeterValues",direction="out",type="error"\} (\d+)/.exec(String(body))?.[1] ?? 0,
  );
}

/** Resolves when the charger is among those that were refused or cut off. */
async function untilRefused({ services: { bus } }: TestServer, chargerId: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unlisten = bus.listen({
    types: new Set(["refusal"]),
    hear: ({ messages }) => messages.some((one) => one.chargerId === chargerId) && resolve(),
    onEnd: resolve,
  });
  await promise;
  unlisten();
}

Deno.test("a charger that floods is cut off and noted, and the others are answered all the while", async () => {
  await using server = await aServer({ settings: { MAX_MESSAGES_PER_S: "100" } });
  const good = await neighbour(server);
  const flooder = await RawCharger.connect(`${server.endpoint}/BAD`);
  for (let i = 0; i < 2_000; i++) flooder.send(`[2,"${i}","Heartbeat",{}]`);
  await flooder.closed;
  assertEquals(await cutOff(server, "BAD"), ["Too many messages without waiting for an answer"]);
  assertEquals((await countsOf(server, "BAD"))["cut-off"], 1);
  await good.leave();
});

Deno.test("a charger that sends too large a message is cut off and noted, and comes back as it likes ten times a minute", async () => {
  await using server = await aServer({ settings: { MAX_MESSAGE_BYTES: "2048" } });
  const good = await neighbour(server);
  const large = `[2,"1","DataTransfer",{"vendorId":"${"x".repeat(4_000)}"}]`;
  for (let i = 0; i < 10; i++) {
    const charger = await RawCharger.connect(`${server.endpoint}/BAD`);
    charger.send(large);
    assertEquals((await charger.closed).code, 1009);
  }
  const { status, headers } = await knock(server, "BAD");
  assertEquals([status, Number(headers.get("retry-after")) > 0], [429, true]);
  assertEquals((await countsOf(server, "BAD"))["cut-off"], 10);
  assertEquals(await cutOff(server, "BAD"), ["It was refused too often within a minute", "Message over 2048 bytes"]);
  await good.leave();
});

Deno.test("a charger that reads nothing of what it is sent is cut off, and the others are answered all the while", async () => {
  await using server = await aServer();
  const good = await neighbour(server);
  const tcp = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await tcp.write(new TextEncoder().encode(
    "GET /ocpp/BAD HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n",
  ));
  await tcp.read(new Uint8Array(4_096));
  // Each of these is answered with a list of what is wrong with it, many times as long.
  const call = new TextEncoder().encode(`[2,"1","MeterValues",{"connectorId":1,"meterValue":[${"1,".repeat(30)}1]}]`);
  const frame = Uint8Array.of(0x81, 0x80 | call.length, 0, 0, 0, 0, ...call);
  const burst = new Uint8Array(frame.length * 100);
  for (let i = 0; i < 100; i++) burst.set(frame, i * frame.length);
  let isCutOff = false;
  const refused = untilRefused(server, "BAD").then(() => isCutOff = true);
  // A hundred at a time, so that it is not cut off for what it does not wait for.
  for (let sent = 100; !isCutOff; sent += 100) {
    for (let from = 0; from < burst.length && !isCutOff;) {
      // The socket takes nothing more when nobody reads at its other end: then there is nothing to do but to wait.
      const written = await Promise.race([refused, tcp.write(burst.subarray(from)).catch(() => refused)]);
      if (typeof written === "number") from += written;
    }
    while (!isCutOff && await refusedCalls(server) < sent);
  }
  assertEquals(await cutOff(server, "BAD"), ["It does not read what it is sent"]);
  await untilOffline(server, "BAD");
  tcp.close();
  await good.leave();
});

Deno.test("whoever is refused too often within a minute waits, one charger alone, and the unknown of an address together", async () => {
  await using server = await aServer({ settings: { SECURITY_PROFILE: "1", MAX_REFUSALS_PER_MIN: "20" } });
  for (const id of ["CP-1", "CP-2"]) await setPassword(server, id, { password: SECRET });
  for (let i = 0; i < 10; i++) assertEquals((await knock(server, "CP-1", basic("CP-1", "x".repeat(16)))).status, 401);
  const { status, headers } = await knock(server, "CP-1", basic("CP-1", SECRET));
  assertEquals([status, Number(headers.get("retry-after")) > 50], [429, true]);
  assertEquals(await isLetIn(server, "CP-2", basic("CP-2", SECRET)), true);
  for (let i = 0; i < 20; i++) assertEquals((await knock(server, `X-${i}`)).status, 401);
  assertEquals((await knock(server, "X-20")).status, 429);
  assertEquals(await isLetIn(server, "CP-2", basic("CP-2", SECRET)), true);
});

Deno.test("refused handshakes are listed with when, from where, id and reason, counted, and told live", async () => {
  await using server = await aServer({ settings: { REGISTRATION: "closed" } });
  const told: unknown[] = [];
  const { promise: heard, resolve } = Promise.withResolvers<void>();
  const unlisten = server.services.bus.listen({
    types: null,
    hear: ({ messages }) => {
      told.push(...messages.map(({ event, chargerId }) => [event.type, chargerId]));
      resolve();
    },
    onEnd() {},
  });
  for (const id of ["CP-1", "CP-2", "CP-1"]) await knock(server, id);
  await heard;
  unlisten();
  assertEquals(told, [["refusal", "CP-1"], ["refusal", "CP-2"]]);
  const page = async (query: string) =>
    (await server.get(`/api/refusals${query}`)).body as { items: Record<string, unknown>[]; next: string | null };
  const { items, next } = await page("");
  assertEquals(items.map(({ id, address, count }) => [id, address, count]), [["CP-1", "127.0.0.1", 2], [
    "CP-2",
    "127.0.0.1",
    1,
  ]]);
  assertEquals([items[0].reason, next], ["The charger is not known here, and new ones are not accepted", null]);
  assertEquals(items.every(({ at, firstAt }) => String(firstAt) <= String(at)), true);
  const first = await page("?limit=1");
  const second = await page(`?limit=1&cursor=${first.next}`);
  assertEquals([...first.items, ...second.items, second.next], [...items, null]);
});

Deno.test("a server holds so many chargers, and so many of an address; one that is connected may come again", async () => {
  const settings = { MAX_CHARGERS: "3", MAX_CHARGERS_PER_ADDRESS: "2", TRUSTED_PROXIES: "127.0.0.1" };
  await using server = await aServer({ settings });
  const from = (address: string) => ({ "x-forwarded-for": address });
  await using _1 = await enter(server, "CP-1", from("203.0.113.1"));
  const two = await enter(server, "CP-2", from("203.0.113.1"));
  const third = await knock(server, "CP-3", from("203.0.113.1"));
  assertEquals([third.status, third.headers.get("retry-after")], [429, "60"]);
  await using _3 = await enter(server, "CP-3", from("203.0.113.2"));
  const fourth = await knock(server, "CP-4", from("203.0.113.3"));
  assertEquals([fourth.status, fourth.headers.get("retry-after")], [503, "60"]);
  await using again = await enter(server, "CP-2", from("203.0.113.1"));
  assertEquals((await two.closed).code, 1000);
  assertEquals(reasons(server), [
    "As many chargers are connected as MAX_CHARGERS allows",
    "As many chargers are connected from its address as MAX_CHARGERS_PER_ADDRESS allows",
  ]);
  await again[Symbol.asyncDispose]();
  await untilOffline(server, "CP-2");
  assertEquals(await isLetIn(server, "CP-4", from("203.0.113.3")), true);
});

Deno.test("so many chargers never seen before come within an hour, in all and of an address; known ones come as ever", async () => {
  const settings = {
    REGISTRATION: "open",
    MAX_NEW_CHARGERS_PER_HOUR: "3",
    MAX_NEW_CHARGERS_PER_ADDRESS: "2",
    TRUSTED_PROXIES: "127.0.0.1",
  };
  await using server = await aServer({ settings });
  const from = (address: string) => ({ "x-forwarded-for": address });
  for (const id of ["NEW-1", "NEW-2"]) assertEquals(await isLetIn(server, id, from("203.0.113.1")), true);
  const third = await knock(server, "NEW-3", from("203.0.113.1"));
  assertEquals([third.status, Number(third.headers.get("retry-after")) > 3_000], [429, true]);
  await untilOffline(server, "NEW-1");
  assertEquals(await isLetIn(server, "NEW-1", from("203.0.113.1")), true);
  assertEquals(await isLetIn(server, "NEW-4", from("203.0.113.2")), true);
  assertEquals((await knock(server, "NEW-5")).status, 429);
  await setPassword(server, "KNOWN", { password: SECRET });
  assertEquals(await isLetIn(server, "KNOWN", basic("KNOWN", SECRET)), true);
  const { body } = await server.get("/api/chargers") as { body: { items: { id: string }[] } };
  assertEquals(body.items.map(({ id }) => id), ["KNOWN", "NEW-1", "NEW-2", "NEW-4"]);
  const words = (setting: string) =>
    `It was never seen before, and as many such chargers came within an hour as ${setting} allows`;
  assertEquals(reasons(server), [words("MAX_NEW_CHARGERS_PER_HOUR"), words("MAX_NEW_CHARGERS_PER_ADDRESS")]);
});

Deno.test("so many commands wait for a charger, and the next is refused with 429", async () => {
  await using server = await aServer({ settings: { MAX_COMMANDS_WAITING: "2" } });
  await using charger = await enter(server, "CP-1");
  const send = () => server.get("/api/chargers/CP-1/commands/ClearCache", { method: "POST", body: "{}" });
  const waiting = [send(), send()];
  const [, id] = await charger.next() as [number, string];
  const refused = await fetch(`${server.url}/api/chargers/CP-1/commands/ClearCache`, { method: "POST", body: "{}" });
  assertEquals([refused.status, refused.headers.get("retry-after")], [429, "10"]);
  assertEquals((await refused.json()).detail, "2 commands wait for this charger already");
  charger.send(`[3,"${id}",{"status":"Accepted"}]`);
  const [, next] = await charger.next() as [number, string];
  charger.send(`[3,"${next}",{"status":"Accepted"}]`);
  for (const { status } of await Promise.all(waiting)) assertEquals(status, 200);
  const last = send();
  const [, lastId] = await charger.next() as [number, string];
  charger.send(`[3,"${lastId}",{"status":"Accepted"}]`);
  assertEquals((await last).status, 200);
});
