/** A charger's password changed over OCPP: which one is valid when, and that nobody can read it. */
import { assertEquals } from "@std/assert";
import { aServer, type RawCharger, type TestServer } from "../server.ts";
import { basic, enter, isLetIn, SECRET, setPassword } from "./charger_login.ts";

const NEW = 'the next {password} "here"';
const HEX = "0102030405060708090a0b0c0d0e0f1011121314";

async function change(server: TestServer, charger: RawCharger, value: string, answer: object | null) {
  const body = JSON.stringify({ key: "AuthorizationKey", value });
  const asked = server.get("/api/chargers/CP-1/commands/ChangeConfiguration", { method: "POST", body });
  const [, id, , sent] = await charger.next() as [number, string, string, unknown];
  assertEquals(sent, { key: "AuthorizationKey", value });
  if (answer === null) await charger[Symbol.asyncDispose]();
  else charger.send(JSON.stringify([3, id, answer]));
  return await asked;
}

async function aCharger(server: TestServer): Promise<RawCharger> {
  await setPassword(server, "CP-1", { password: SECRET });
  return await enter(server, "CP-1", basic("CP-1", SECRET));
}

/** Which of the old and the new password let it in, the old one tried first. */
async function valid(server: TestServer, next = NEW): Promise<string[]> {
  const isOld = await isLetIn(server, "CP-1", basic("CP-1", SECRET));
  const isNew = await isLetIn(server, "CP-1", basic("CP-1", next));
  return [...isOld ? ["old"] : [], ...isNew ? ["new"] : []];
}

async function isChanging(server: TestServer): Promise<boolean> {
  return ((await server.get("/api/chargers/CP-1/credential")).body as { isChanging: boolean }).isChanging;
}

for (const status of ["Accepted", "RebootRequired"]) {
  Deno.test(`when the charger says ${status}, both passwords are valid until it comes with the new one`, async () => {
    await using server = await aServer();
    await using charger = await aCharger(server);
    assertEquals((await change(server, charger, NEW, { status })).status, 200);
    assertEquals(await isChanging(server), true);
    assertEquals(await valid(server), ["old", "new"]);
    assertEquals(await isChanging(server), false);
    assertEquals(await valid(server), ["new"]);
  });
}

for (const status of ["Rejected", "NotSupported"]) {
  Deno.test(`when the charger says ${status}, nothing has changed`, async () => {
    await using server = await aServer();
    await using charger = await aCharger(server);
    await change(server, charger, NEW, { status });
    assertEquals(await isChanging(server), false);
    assertEquals(await valid(server), ["old"]);
  });
}

Deno.test("when no answer comes, both are valid until the charger comes with the new one", async () => {
  await using server = await aServer();
  await using charger = await aCharger(server);
  assertEquals((await change(server, charger, NEW, null)).status, 504);
  assertEquals(await valid(server), ["old", "new"]);
  assertEquals(await valid(server), ["new"]);
});

Deno.test("an answer that comes too late counts all the same", async () => {
  await using server = await aServer({ settings: { CALL_TIMEOUT_S: "1" } });
  await using charger = await aCharger(server);
  const body = JSON.stringify({ key: "AuthorizationKey", value: NEW });
  const asked = server.get("/api/chargers/CP-1/commands/ChangeConfiguration", { method: "POST", body });
  const [, id] = await charger.next() as [number, string];
  assertEquals((await asked).status, 504);
  assertEquals(await isChanging(server), true);
  charger.send(JSON.stringify([3, id, { status: "Rejected" }]));
  await charger.call("Heartbeat", {});
  while (await isChanging(server)) await charger.call("Heartbeat", {});
  assertEquals(await valid(server), ["old"]);
});

Deno.test("a charger that had no password may come without until it comes with the one that it was sent", async () => {
  await using server = await aServer();
  await using charger = await enter(server, "CP-1");
  await change(server, charger, HEX, { status: "Accepted" });
  assertEquals(await isLetIn(server, "CP-1"), true);
  // As the bytes (OCPP-J 1.6 §6.2.2), and then as the text (security whitepaper).
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", Uint8Array.fromHex(HEX))), true);
  assertEquals(await isLetIn(server, "CP-1"), false);
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", HEX)), true);
});

Deno.test("a key that could be no password is not sent", async () => {
  await using server = await aServer();
  await using _ = await aCharger(server);
  const body = JSON.stringify({ key: "authorizationkey", value: "too short" });
  const { status, body: problem } = await server.get("/api/chargers/CP-1/commands/ChangeConfiguration", {
    method: "POST",
    body,
  });
  assertEquals([status, (problem as { errors: unknown }).errors], [422, [
    { path: "/value", message: "Expected a password of 16 to 40 bytes, as text or as hex" },
  ]]);
});

Deno.test("the key is in no answer, audit, message, event, configuration or record, also when the charger tells it", async () => {
  await using server = await aServer();
  const events: unknown[] = [];
  const unlisten = server.services.bus.listen({
    types: null,
    hear: ({ messages }) => events.push(...messages),
    onEnd() {},
  });
  await using charger = await aCharger(server);
  const changed = await change(server, charger, NEW, { status: "Accepted" });
  const asked = server.get("/api/chargers/CP-1/commands/GetConfiguration", { method: "POST", body: "{}" });
  const [, id] = await charger.next() as [number, string];
  charger.send(JSON.stringify([3, id, {
    configurationKey: [{ key: "AuthorizationKey", readonly: false, value: NEW }, {
      key: "HeartbeatInterval",
      readonly: false,
      value: "300",
    }],
  }]));
  const read = await asked;
  charger.send(`[2,"9","DataTransfer",{"vendorId":"x","data":"{\\"key\\":\\"AuthorizationKey\\"`);
  await charger.next();
  const seen = [changed.body, read.body, events];
  for (const path of ["commands", "messages", "configuration", "credential"]) {
    seen.push((await server.get(`/api/chargers/CP-1/${path}`)).body);
  }
  for await (const { value } of server.kv.list({ prefix: [] })) seen.push(value);
  const all = Deno.inspect(seen, { depth: 20, strAbbreviateSize: Infinity, iterableLimit: Infinity });
  assertEquals([all.includes("the next {password}"), all.includes("HeartbeatInterval")], [false, true]);
  unlisten();
});
