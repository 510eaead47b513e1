/** What commands leave behind: reservations, configuration, local lists. */
import { assertEquals, assertObjectMatch } from "@std/assert";
import type { ChargerView, ConfigurationKeyView, Page, ReservationView } from "../../lib/domain/views.ts";
import { aPair, ask, items } from "./asking.ts";

Deno.test("ReserveNow without a number gets one, and the reservation is Active, then Used by its start", async () => {
  await using pair = await aPair();
  const wish = { connectorId: 1, expiryDate: "2100-01-01T00:00:00Z", idTag: "T" };
  const { payload, body } = await ask(pair, "ReserveNow", wish, { status: "Accepted" });
  assertEquals([payload, body.request], [{ ...wish, reservationId: 1 }, { ...wish, reservationId: 1 }]);
  const statuses = async () =>
    (await items<ReservationView>(pair.server, "/api/reservations")).map(({ status }) => status);
  assertEquals(await statuses(), ["Active"]);
  await pair.charger.call("StartTransaction", {
    connectorId: 1,
    idTag: "T",
    meterStart: 0,
    reservationId: 1,
    timestamp: new Date().toISOString(),
  });
  assertEquals(await statuses(), ["Used"]);
});

Deno.test("a reservation ends Cancelled by CancelReservation and Expired by time; a refused one is none", async () => {
  await using pair = await aPair();
  const reserve = (expiryDate: string, status: string) =>
    ask(pair, "ReserveNow", { connectorId: 0, expiryDate, idTag: "T" }, { status });
  await reserve("2100-01-01T00:00:00Z", "Accepted");
  await reserve("2020-01-01T00:00:00Z", "Accepted");
  await reserve("2100-01-01T00:00:00Z", "Occupied");
  await ask(pair, "CancelReservation", { reservationId: 1 }, { status: "Accepted" });
  const found = await items<ReservationView>(pair.server, "/api/reservations?chargerId=CP-1");
  assertEquals(found.map(({ reservationId, status }) => [reservationId, status]), [[2, "Expired"], [1, "Cancelled"]]);
  const first = (await pair.server.get("/api/reservations?limit=1")).body as Page<ReservationView>;
  assertEquals(await items(pair.server, `/api/reservations?limit=1&cursor=${first.next}`), [found[1]]);
});

Deno.test("what a charger tells of its configuration is kept, and what was changed since", async () => {
  await using pair = await aPair();
  const told = [
    { key: "HeartbeatInterval", value: "300", readonly: false },
    { key: "NumberOfConnectors", value: "2", readonly: true },
    { key: "Gone", readonly: false },
  ];
  await ask(pair, "GetConfiguration", {}, { configurationKey: told });
  const change = (key: string, value: string, status: string) =>
    ask(pair, "ChangeConfiguration", { key, value }, { status });
  await change("HeartbeatInterval", "60", "RebootRequired");
  await change("NumberOfConnectors", "9", "Rejected");
  await change("AuthorizationKey", "00112233445566778899aabbccddeeff", "Accepted");
  for (const trace of ["commands", "messages"]) {
    const { body } = await pair.server.get(`/api/chargers/CP-1/${trace}`);
    assertEquals([JSON.stringify(body).includes("0011"), JSON.stringify(body).includes("***")], [false, true]);
  }
  const path = "/api/chargers/CP-1/configuration";
  const brief = ({ key, value, readonly, needsReboot, changedAt }: ConfigurationKeyView) =>
    [key, value, readonly, needsReboot, changedAt !== null] as const;
  assertEquals((await items<ConfigurationKeyView>(pair.server, path)).map(brief), [
    ["AuthorizationKey", null, null, false, true],
    ["Gone", null, false, false, false],
    ["HeartbeatInterval", "60", false, true, true],
    ["NumberOfConnectors", "2", true, false, false],
  ]);
  await ask(pair, "GetConfiguration", { key: ["Gone"] }, { unknownKey: ["Gone"] });
  await ask(pair, "GetConfiguration", {}, { configurationKey: told.slice(0, 1) });
  assertEquals((await items<ConfigurationKeyView>(pair.server, path)).map(({ key, value }) => [key, value]), [
    ["HeartbeatInterval", "300"],
  ]);
});

Deno.test("SendLocalList without a list sends the stored tags under a new version, which the charger then holds", async () => {
  await using pair = await aPair();
  for (const [idTag, body] of [["A", { parentIdTag: "P" }], ["B", { blocked: true }]]) {
    await pair.server.get(`/api/tags/${idTag}`, { method: "PUT", body: JSON.stringify(body) });
  }
  const { payload } = await ask(pair, "SendLocalList", {}, { status: "Accepted" });
  assertEquals(payload, {
    listVersion: 1,
    localAuthorizationList: [
      { idTag: "A", idTagInfo: { parentIdTag: "P", status: "Accepted" } },
      { idTag: "B", idTagInfo: { status: "Blocked" } },
    ],
    updateType: "Full",
  });
  const charger = (await pair.server.get("/api/chargers/CP-1")).body as ChargerView;
  assertEquals(charger.localList?.version, 1);
  await ask(pair, "GetLocalListVersion", {}, { listVersion: 7 });
  assertEquals(((await pair.server.get("/api/chargers/CP-1")).body as ChargerView).localList?.version, 7);
});

Deno.test("a differential local list takes removed tags out of the charger's, under a version above the one that it holds", async () => {
  await using pair = await aPair();
  const put = (idTag: string) => pair.server.get(`/api/tags/${idTag}`, { method: "PUT", body: "{}" });
  for (const idTag of ["Gone", "Kept", "Again"]) await put(idTag);
  await ask(pair, "SendLocalList", {}, { status: "Accepted" });
  await ask(pair, "GetLocalListVersion", {}, { listVersion: 7 });
  for (const idTag of ["gone", "Again"]) await pair.server.get(`/api/tags/${idTag}`, { method: "DELETE" });
  await put("again");
  const { payload } = await ask(pair, "SendLocalList", { updateType: "Differential" }, { status: "Accepted" });
  const idTagInfo = { status: "Accepted" };
  assertEquals(payload, {
    listVersion: 8,
    localAuthorizationList: [{ idTag: "again", idTagInfo }, { idTag: "Kept", idTagInfo }, { idTag: "Gone" }],
    updateType: "Differential",
  });
  const full = await ask(pair, "SendLocalList", {}, { status: "Accepted" });
  assertObjectMatch(full.payload as Record<string, unknown>, {
    listVersion: 9,
    localAuthorizationList: [{ idTag: "again", idTagInfo }, { idTag: "Kept", idTagInfo }],
  });
});

Deno.test("RemoteStopTransaction takes our id as well as the number", async () => {
  await using pair = await aPair();
  const { transactionId } = await pair.charger.call("StartTransaction", {
    connectorId: 1,
    idTag: "T",
    meterStart: 0,
    timestamp: new Date().toISOString(),
  }) as { transactionId: number };
  const { body } = await pair.server.get(`/api/transactions/${transactionId}`);
  for (const id of [(body as { id: string }).id, transactionId]) {
    const { payload } = await ask(pair, "RemoteStopTransaction", { transactionId: id }, { status: "Accepted" });
    assertEquals(payload, { transactionId });
  }
  const unknown = { method: "POST", body: '{"transactionId":"01ZZZZZZZZZZZZZZZZZZZZZZZZ"}' };
  const { status, body: problem } = await pair.server.get("/api/chargers/CP-1/commands/RemoteStopTransaction", unknown);
  assertEquals(status, 422);
  assertObjectMatch(problem as Record<string, unknown>, { title: "Wrong payload" });
});
