/** Commands to many chargers over REST. */
import { assertEquals, assertObjectMatch } from "@std/assert";
import type { BulkCommandView } from "../../lib/domain/bulk_views.ts";
import type { CommandView, Page } from "../../lib/domain/views.ts";
import { chargersOf, isOver, ObedientCharger, post, untilTold } from "../bulk.ts";
import { addOperator, asOperator } from "../people.ts";
import { aServer, untilOffline } from "../server.ts";

const RESET = { action: "Reset", payload: { type: "Soft" } };

Deno.test("a bulk command asks every charger by a command of its own, and tells what came of each", async () => {
  await using server = await aServer({ settings: { CALL_TIMEOUT_S: "1" } });
  await using yes = await ObedientCharger.connect(server, "CP-1");
  await using no = await ObedientCharger.connect(server, "CP-2", () => ({ status: "Rejected" }));
  await using error = await ObedientCharger.connect(server, "CP-3", () => "NotSupported");
  await using silent = await ObedientCharger.connect(server, "CP-4", () => null);
  await server.get("/api/chargers", { method: "POST", body: JSON.stringify({ id: "CP-5" }) });
  const chargerIds = ["CP-1", "CP-2", "CP-3", "CP-4", "CP-5", "CP-1"];
  const { status, body } = await post(server, "", { ...RESET, chargerIds });
  assertEquals([status, body.state, body.chargers, body.counts.waiting], [202, "running", 5, 5]);
  const ended = await untilTold(server, body.id, isOver);
  assertObjectMatch({ ...ended }, {
    action: "Reset",
    payload: { type: "Soft" },
    state: "ended",
    askedBy: null,
    counts: { done: 1, refused: 2, unanswered: 1, unsent: 1, unknown: 0, waiting: 0 },
  });
  const { items, next } = await chargersOf(server, body.id);
  assertEquals(items.map(({ chargerId, state, reason }) => [chargerId, state, reason]), [
    ["CP-1", "done", "Accepted"],
    ["CP-2", "refused", "Rejected"],
    ["CP-3", "refused", "NotSupported"],
    ["CP-4", "unanswered", "timeout"],
    ["CP-5", "unsent", "offline"],
  ]);
  assertEquals([next, items[4].detail], [null, "The charger is offline"]);
  assertEquals([yes, no, error, silent].map(({ heard }) => heard), Array(4).fill([RESET]));
  const audit = (await server.get("/api/chargers/CP-2/commands")).body as Page<CommandView>;
  assertObjectMatch({ ...audit.items[0] }, {
    id: items[1].commandId,
    bulkId: body.id,
    response: { status: "Rejected" },
  });
});

Deno.test("all chargers that fit a filter are asked, and the lists of what came of them are paged", async () => {
  await using server = await aServer();
  await using _one = await ObedientCharger.connect(server, "North-1", () => ({ status: "Rejected" }));
  await using _two = await ObedientCharger.connect(server, "North-2");
  await using _three = await ObedientCharger.connect(server, "North-3", () => ({ status: "Rejected" }));
  await using other = await ObedientCharger.connect(server, "South-1");
  const { body } = await post(server, "", { action: "ClearCache", filter: { q: "north", online: true } });
  assertEquals((await untilTold(server, body.id, isOver)).counts, {
    done: 1,
    refused: 2,
    unanswered: 0,
    unsent: 0,
    unknown: 0,
    waiting: 0,
  });
  assertEquals(other.heard, []);
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page = await chargersOf(server, body.id, `?limit=1&failed=true${next === null ? "" : `&cursor=${next}`}`);
    seen.push(...page.items.map(({ chargerId }) => chargerId));
    next = page.next;
  } while (next !== null);
  assertEquals(seen, ["North-1", "North-3"]);
  const again = await post(server, "", { action: "ClearCache", chargerIds: ["South-1"] });
  const list = (await server.get("/api/bulk-commands?limit=1")).body as Page<BulkCommandView>;
  assertEquals(list.items.map(({ id }) => id), [again.body.id]);
  const older = (await server.get(`/api/bulk-commands?cursor=${list.next}`)).body as Page<BulkCommandView>;
  assertEquals([older.items.map(({ id }) => id), older.next], [[body.id], null]);
});

Deno.test("what is wrong is told with its path, and nothing is sent", async () => {
  await using server = await aServer();
  await using charger = await ObedientCharger.connect(server, "CP-1");
  const chargerIds = ["CP-1"];
  const wrong: [unknown, number, string[] | undefined][] = [
    [{ ...RESET, chargerIds: ["CP-1", "CP-9"] }, 422, ["/chargerIds/1"]],
    [{ ...RESET, filter: { q: "nowhere" } }, 422, ["/filter"]],
    [{ ...RESET, retryOf: "none" }, 422, ["/retryOf"]],
    [{ ...RESET }, 400, [""]],
    [{ ...RESET, chargerIds, filter: {} }, 400, [""]],
    [{ ...RESET, chargerIds: [] }, 400, ["/chargerIds"]],
    [{ ...RESET, filter: { status: "Sleeping" } }, 400, ["/filter/status"]],
    [{ action: "Reset", payload: { type: "Gentle", more: 1 }, chargerIds }, 422, ["/payload/type", "/payload/more"]],
    [{ action: "Reset", payload: 5, chargerIds }, 400, ["/payload"]],
    [{ action: "Dance", chargerIds }, 501, undefined],
    [{ action: "SetChargingProfile", payload: { connectorId: 1, csChargingProfiles: "none" }, chargerIds }, 422, [
      "/payload/csChargingProfiles",
    ]],
    [
      {
        action: "ChangeConfiguration",
        payload: { key: "AuthorizationKey", value: "short" },
        chargerIds,
      },
      422,
      ["/payload/value"],
    ],
  ];
  for (const [body, status, paths] of wrong) {
    const answer = await post(server, "", body);
    assertEquals([answer.status, answer.body.errors?.map(({ path }) => path)], [status, paths], JSON.stringify(body));
    const checked = await post(server, "/check", body);
    assertEquals(checked.status, status, `check ${JSON.stringify(body)}`);
  }
  for (const path of ["/none", "/none/chargers"]) {
    assertEquals((await server.get(`/api/bulk-commands${path}`)).status, 404);
  }
  for (const path of ["/none/stop", "/none/retry"]) assertEquals((await post(server, path)).status, 404);
  assertEquals((await server.get("/api/bulk-commands")).body, { items: [], next: null });
  assertEquals(charger.heard, []);
});

Deno.test("a check tells how many would be asked, how many of them are there, and how many charge", async () => {
  await using server = await aServer();
  await using charging = await ObedientCharger.connect(server, "CP-1");
  await charging.call("StartTransaction", {
    connectorId: 1,
    idTag: "T",
    meterStart: 0,
    timestamp: new Date().toISOString(),
  });
  await using gone = await ObedientCharger.connect(server, "CP-2");
  await gone[Symbol.asyncDispose]();
  await untilOffline(server, "CP-2");
  const checked = await post(server, "/check", { filter: {} });
  assertEquals([checked.status, checked.body as unknown], [200, { chargers: 2, online: 1, charging: 1 }]);
  // What the server fills in is not asked for, and a check takes none of it.
  assertEquals((await post(server, "/check", { action: "SendLocalList", filter: {} })).status, 200);
  assertEquals(charging.heard, []);
});

Deno.test("a retry asks those that did not do it, and nobody else", async () => {
  await using server = await aServer();
  await using one = await ObedientCharger.connect(server, "CP-1");
  await using two = await ObedientCharger.connect(server, "CP-2", () => ({ status: "Rejected" }));
  const first = await post(server, "", { ...RESET, filter: {} });
  await untilTold(server, first.body.id, isOver);
  two.answer = () => ({ status: "Accepted" });
  const { status, body } = await post(server, `/${first.body.id}/retry`);
  assertEquals([status, body.chargers, body.retryOf, body.action], [202, 1, first.body.id, "Reset"]);
  assertEquals((await untilTold(server, body.id, isOver)).counts.done, 1);
  assertEquals([one.heard.length, two.heard.length], [1, 2]);
  const none = await post(server, `/${body.id}/retry`);
  assertEquals([none.status, none.body.errors?.map(({ path }) => path)], [422, ["/retryOf"]]);
});

Deno.test("a stop ends what was not sent yet; what is under way is waited for", async () => {
  await using server = await aServer();
  await using stack = new AsyncDisposableStack();
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  const chargers: ObedientCharger[] = [];
  for (let n = 10; n < 35; n++) {
    const charger = await ObedientCharger.connect(
      server,
      `CP-${n}`,
      () => mayAnswer.then(() => ({ status: "Accepted" })),
    );
    chargers.push(stack.use(charger));
  }
  const { body: { id } } = await post(server, "", { action: "ClearCache", filter: {} });
  while (chargers.filter(({ heard }) => heard.length > 0).length < 20) await chargers[0].call("Heartbeat", {});
  assertEquals((await post(server, `/${id}/retry`)).status, 409);
  const stopped = await post(server, `/${id}/stop`);
  assertEquals([stopped.status, stopped.body.state, stopped.body.counts.waiting], [200, "stopping", 25]);
  answer();
  const ended = await untilTold(server, id, isOver);
  assertEquals([ended.state, ended.counts.done, ended.counts.waiting], ["stopped", 20, 5]);
  assertEquals(chargers.filter(({ heard }) => heard.length > 0).length, 20);
  assertEquals((await chargersOf(server, id)).items.filter(({ state }) => state === "waiting").length, 5);
  assertEquals((await post(server, `/${id}/stop`)).status, 409);
  const retried = await post(server, `/${id}/retry`);
  assertEquals(retried.body.chargers, 5);
  assertEquals((await untilTold(server, retried.body.id, isOver)).counts.done, 5);
});

Deno.test("a password that is sent to many is kept nowhere, and has to be given again for a retry", async () => {
  await using server = await aServer();
  await using charger = await ObedientCharger.connect(server, "CP-1", () => ({ status: "Rejected" }));
  const secret = "a secret of 16 bytes";
  const payload = { key: "AuthorizationKey", value: secret };
  const wish = { action: "ChangeConfiguration", payload, chargerIds: ["CP-1"] };
  const { body } = await post(server, "", wish);
  assertEquals([body.payload, body.isPayloadKept], [{ key: "AuthorizationKey", value: "***" }, false]);
  await untilTold(server, body.id, isOver);
  assertEquals(charger.heard[0].payload, payload);
  const again = await post(server, `/${body.id}/retry`);
  assertEquals([again.status, again.body.errors?.map(({ path }) => path)], [422, ["/payload"]]);
  charger.answer = () => ({ status: "Accepted" });
  const { chargerIds: _, ...rest } = wish;
  const retried = await post(server, "", { ...rest, retryOf: body.id });
  assertEquals((await untilTold(server, retried.body.id, isOver)).counts.done, 1);
  await server.services.messageLog.flushed();
  for await (const { key, value } of server.kv.list({ prefix: [] })) {
    assertEquals(
      JSON.stringify(value, (_, one) => typeof one === "bigint" ? 0 : one).includes(secret),
      false,
      `${key}`,
    );
  }
});

Deno.test("a bulk command is signed by who asked for it, and the audit says what it was", async () => {
  await using server = await aServer();
  await using charger = await ObedientCharger.connect(server, "CP-1");
  await addOperator(server.services, { role: "admin" });
  await addOperator(server.services, { role: "operator", name: "ann" });
  const headers = { ...await asOperator(server.services, "ann"), "content-type": "application/json" };
  const body = JSON.stringify({ ...RESET, filter: {} });
  const asked = await server.get("/api/bulk-commands", { method: "POST", headers, body });
  const { id, askedBy } = asked.body as BulkCommandView;
  assertEquals([asked.status, askedBy], [202, "ann"]);
  while (charger.heard.length === 0) await charger.call("Heartbeat", {});
  const admin = await asOperator(server.services, "admin");
  const audit = (await server.get("/api/audit?limit=1", { headers: admin })).body as Page<Record<string, unknown>>;
  assertObjectMatch(audit.items[0], {
    operator: "ann",
    action: "Send a command to many",
    detail: "Reset, chargers: 1",
    status: 202,
  });
  const command = (await server.get("/api/chargers/CP-1/commands", { headers })).body as Page<CommandView>;
  assertEquals(command.items.map((one) => [one.askedBy, one.bulkId]), [["ann", id]]);
});
