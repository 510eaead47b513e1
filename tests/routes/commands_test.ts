import { assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import type { CommandView, Page } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

interface Answer {
  status: number;
  type: string | null;
  body: Record<string, unknown>;
}

async function command(server: TestServer, action: string, payload: unknown, charger = "CP-1"): Promise<Answer> {
  const path = `/api/chargers/${encodeURIComponent(charger)}/commands/${action}`;
  const answer = await server.get(path, { method: "POST", body: JSON.stringify(payload) });
  return { ...answer, body: answer.body as Record<string, unknown> };
}

/** A server with a charger that is online. */
async function aPair(settings: Record<string, string> = {}) {
  const server = await aServer({ settings });
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  return { server, charger };
}

async function end({ server, charger }: { server: TestServer; charger: RawCharger }): Promise<void> {
  charger.socket.close();
  await server.stop();
}

type Call = [2, string, string, unknown];

Deno.test("a command reaches the charger in the standard's order of members, and its answer comes back", async () => {
  const pair = await aPair();
  const answering = command(pair.server, "RemoteStartTransaction", { idTag: "T", connectorId: 1 });
  const [, id, action, payload] = await pair.charger.next() as Call;
  assertEquals([action, JSON.stringify(payload)], ["RemoteStartTransaction", '{"connectorId":1,"idTag":"T"}']);
  pair.charger.send(JSON.stringify([3, id, { status: "Rejected" }]));
  const { status, body } = await answering;
  assertEquals([status, body.action, body.outcome, body.response], [
    200,
    "RemoteStartTransaction",
    "answered",
    { status: "Rejected" },
  ]);
  await end(pair);
});

Deno.test("what looks wrong for the charger's state is sent all the same: the charger decides", async () => {
  const pair = await aPair();
  const answering = command(pair.server, "UnlockConnector", { connectorId: 99 });
  const [, id, , payload] = await pair.charger.next() as Call;
  assertEquals(payload, { connectorId: 99 });
  pair.charger.send(JSON.stringify([3, id, { status: "UnlockFailed" }]));
  assertEquals((await answering).body.response, { status: "UnlockFailed" });
  await end(pair);
});

Deno.test("commands to one charger go one at a time, in their order", async () => {
  const pair = await aPair();
  const answers = [command(pair.server, "ClearCache", {}), command(pair.server, "Reset", { type: "Soft" })];
  const [, first, firstAction] = await pair.charger.next() as Call;
  pair.charger.send(JSON.stringify([3, first, { status: "Accepted" }]));
  const [, second, secondAction] = await pair.charger.next() as Call;
  pair.charger.send(JSON.stringify([3, second, { status: "Accepted" }]));
  assertEquals([firstAction, secondAction].toSorted(), ["ClearCache", "Reset"]);
  for (const answer of answers) assertEquals((await answer).status, 200);
  await end(pair);
});

Deno.test("a CALLERROR, and an answer that breaks its schema, are 502 with what the charger said", async () => {
  const pair = await aPair();
  const refused = command(pair.server, "ClearCache", {});
  const [, first] = await pair.charger.next() as Call;
  pair.charger.send(JSON.stringify([4, first, "NotSupported", "no cache here", { a: 1 }]));
  assertObjectMatch((await refused).body, {
    status: 502,
    code: "NotSupported",
    description: "no cache here",
    details: { a: 1 },
  });
  const nonsense = command(pair.server, "ClearCache", {});
  const [, second] = await pair.charger.next() as Call;
  pair.charger.send(JSON.stringify([3, second, { status: "Perhaps" }]));
  assertObjectMatch((await nonsense).body, { status: 502, code: "FormationViolation" });
  await end(pair);
});

Deno.test("without an answer a command ends as 504, also when the charger leaves; a Reset says why that may be", async () => {
  const pair = await aPair({ CALL_TIMEOUT_S: "1" });
  const late = await command(pair.server, "Reset", { type: "Hard" });
  assertEquals(late.status, 504);
  assertMatch(String(late.body.detail), /many reset without an answer/);
  await pair.charger.next();
  const lost = command(pair.server, "ClearCache", {});
  await pair.charger.next();
  pair.charger.socket.close();
  assertMatch(String((await lost).body.detail), /link closed/);
  await end(pair);
});

Deno.test("nothing is sent when the payload breaks the standard, the action or charger is unknown, or it is offline", async () => {
  const pair = await aPair();
  const bad = await command(pair.server, "RemoteStartTransaction", {
    idTag: "x".repeat(21),
    connectorId: "1",
    more: 1,
  });
  assertEquals([bad.status, bad.type], [422, "application/problem+json"]);
  assertEquals((bad.body.errors as { path: string }[]).map(({ path }) => path).toSorted(), [
    "/connectorId",
    "/idTag",
    "/more",
  ]);
  assertEquals((await command(pair.server, "Dance", {})).status, 501);
  assertEquals((await command(pair.server, "constructor", {})).status, 501);
  assertEquals((await command(pair.server, "Heartbeat", {})).status, 501);
  assertEquals((await command(pair.server, "ClearCache", {}, "CP-2")).status, 404);
  const raw = await pair.server.get("/api/chargers/CP-1/commands/ClearCache", { method: "POST", body: "{" });
  assertEquals(raw.status, 400);
  // The next thing the charger hears is this answer: nothing of the above was sent.
  assertEquals(Object.keys(await pair.charger.call("Heartbeat", {}) as object), ["currentTime"]);
  pair.charger.socket.close();
  await pair.charger.closed;
  assertEquals((await command(pair.server, "ClearCache", {})).status, 409);
  await pair.server.stop();
});

Deno.test("every command that was sent is in the audit, newest first, with what came of it", async () => {
  const pair = await aPair();
  for (const status of ["Accepted", "Rejected"]) {
    const answering = command(pair.server, "ClearCache", {});
    const [, id] = await pair.charger.next() as Call;
    pair.charger.send(JSON.stringify([3, id, { status }]));
    await answering;
  }
  const { body } = await pair.server.get("/api/chargers/CP-1/commands?limit=1");
  const { items: [newest], next } = body as Page<CommandView>;
  assertObjectMatch({ ...newest }, { action: "ClearCache", state: "answered", response: { status: "Rejected" } });
  const older = (await pair.server.get(`/api/chargers/CP-1/commands?cursor=${next}`)).body as Page<CommandView>;
  assertEquals([older.items.map(({ response }) => response), older.next], [[{ status: "Accepted" }], null]);
  await end(pair);
});

Deno.test("the live stream tells a command's life: queued behind another one, sent, answered", async () => {
  const pair = await aPair();
  const told: string[] = [];
  const stop = pair.server.services.bus.listen({
    types: null,
    hear: ({ messages }) => {
      for (const { event } of messages) {
        if (event.type === "command") told.push(`${event.data.action} ${event.data.state}`);
      }
    },
    onEnd() {},
  });
  const answers = [command(pair.server, "ClearCache", {})];
  const [, first] = await pair.charger.next() as Call;
  answers.push(command(pair.server, "Reset", { type: "Soft" }));
  await until(() => told.includes("Reset queued"), pair.server);
  pair.charger.send(JSON.stringify([3, first, { status: "Accepted" }]));
  const [, second] = await pair.charger.next() as Call;
  await until(() => told.includes("Reset sent"), pair.server);
  pair.charger.send(JSON.stringify([3, second, { status: "Accepted" }]));
  await until(() => told.includes("Reset answered"), pair.server);
  assertEquals(told.filter((text) => text.startsWith("Reset")), ["Reset queued", "Reset sent", "Reset answered"]);
  await Promise.all(answers);
  stop();
  await end(pair);
});

/** Resolves when something that the bus tells makes it true. */
async function until(isTrue: () => boolean, { services: { bus } }: TestServer): Promise<void> {
  if (isTrue()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = bus.listen({ types: null, hear: () => isTrue() && resolve(), onEnd: resolve });
  await promise;
  stop();
}

Deno.test("an answer that comes late is kept with its command, and means what it says", async () => {
  const pair = await aPair({ CALL_TIMEOUT_S: "1" });
  const asked = command(pair.server, "ChangeConfiguration", { key: "HeartbeatInterval", value: "60" });
  const [, id] = await pair.charger.next() as Call;
  assertEquals((await asked).status, 504);
  const audit = async () => ((await pair.server.get("/api/chargers/CP-1/commands")).body as Page<CommandView>).items[0];
  assertObjectMatch({ ...await audit() }, { state: "timeout", isLate: false, response: null });
  pair.charger.send(JSON.stringify([3, id, { status: "RebootRequired" }]));
  await pair.charger.call("Heartbeat", {});
  let [late, { body }] = [await audit(), await pair.server.get("/api/chargers/CP-1/configuration")];
  while (late.state === "timeout") {
    [late, { body }] = [await audit(), await pair.server.get("/api/chargers/CP-1/configuration")];
  }
  assertObjectMatch({ ...late }, { state: "answered", isLate: true, response: { status: "RebootRequired" } });
  assertObjectMatch({ ...(body as Page<unknown>).items[0] as object }, { key: "HeartbeatInterval", needsReboot: true });
  await end(pair);
});

Deno.test("a list too long for the audit is sent, and the audit says how long it was", async () => {
  const pair = await aPair();
  const localAuthorizationList = Array.from(
    { length: 3_000 },
    (_, n) => ({ idTag: `TAG-${n}`, idTagInfo: { status: "Accepted" } }),
  );
  const payload = { listVersion: 1, localAuthorizationList, updateType: "Full" };
  const sending = command(pair.server, "SendLocalList", payload);
  const [, id, , sent] = await pair.charger.next() as Call;
  assertEquals(sent, payload);
  pair.charger.send(JSON.stringify([3, id, { status: "Accepted" }]));
  assertEquals((await sending).status, 200);
  const audit = (await pair.server.get("/api/chargers/CP-1/commands")).body as Page<CommandView>;
  assertEquals(audit.items.map(({ state, payload }) => [state, payload]), [
    ["answered", `Too long to be kept: ${JSON.stringify(payload).length} characters`],
  ]);
  await end(pair);
});

Deno.test("an answer too long for the audit is passed on, and one nested too deeply is refused", async () => {
  const pair = await aPair();
  const long = command(pair.server, "ClearCache", {});
  const [, first] = await pair.charger.next() as Call;
  pair.charger.send(JSON.stringify([3, first, { status: "Accepted", more: "x".repeat(100_000) }]));
  const { status, body } = await long;
  assertEquals([status, (body.response as { status: string }).status], [200, "Accepted"]);
  const deep = command(pair.server, "ClearCache", {});
  const [, second] = await pair.charger.next() as Call;
  pair.charger.send(`[3,"${second}",{"status":"Accepted","more":${"[".repeat(20_000)}${"]".repeat(20_000)}}]`);
  assertObjectMatch((await deep).body, { status: 502, code: "FormationViolation" });
  const audit = (await pair.server.get("/api/chargers/CP-1/commands")).body as Page<CommandView>;
  assertEquals(audit.items.map(({ state }) => state), ["unreadable", "answered"]);
  await end(pair);
});
