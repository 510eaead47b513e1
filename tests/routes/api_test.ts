import { assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import type { ChargerView, Page, SampleView, TransactionView } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer, untilOffline } from "../server.ts";

interface Problem {
  status: number;
  detail: string;
  errors?: { path: string; message: string }[];
}

/** One whole session of a charger: 10 samples, 1 kWh. */
async function aSession(server: TestServer, { charger = "CP-1", tag = "TAG-1" } = {}): Promise<number> {
  const link = await RawCharger.connect(`${server.endpoint}/${encodeURIComponent(charger)}`);
  await link.call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
  await link.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" });
  const started = Date.now() - 60_000;
  const at = (i: number) => new Date(started + i * 1000).toISOString();
  const start = { connectorId: 1, idTag: tag, meterStart: 0, timestamp: at(0) };
  const { transactionId } = await link.call("StartTransaction", start) as { transactionId: number };
  for (let i = 1; i <= 10; i++) {
    const sampledValue = [{ value: String(i * 100) }, { value: "7200", unit: "W", measurand: "Power.Active.Import" }];
    await link.call("MeterValues", { connectorId: 1, transactionId, meterValue: [{ timestamp: at(i), sampledValue }] });
  }
  await link.call("StopTransaction", { transactionId, meterStop: 1000, timestamp: at(11), reason: "Local" });
  link.socket.close();
  await untilOffline(server, charger);
  return transactionId;
}

/** A charger whose link is recorded: its first message is answered. */
async function anOnlineCharger(server: TestServer, id: string): Promise<RawCharger> {
  const charger = await RawCharger.connect(`${server.endpoint}/${id}`);
  await charger.call("Heartbeat", {});
  return charger;
}

Deno.test("GET /api/chargers lists chargers with their connectors", async () => {
  await using server = await aServer();
  await using _ = await anOnlineCharger(server, "CP-0");
  await aSession(server, { charger: "CP 1/a" });
  const { status, type, body } = await server.get("/api/chargers");
  assertEquals([status, type], [200, "application/json"]);
  const { items: [first, second], next } = body as Page<ChargerView>;
  assertObjectMatch({ ...first, connectors: {} }, { id: "CP 1/a", vendor: "Acme" });
  assertObjectMatch({ ...first.connectors[0] }, { connectorId: 1, status: "Charging", transactionId: null });
  assertObjectMatch({ ...second }, { id: "CP-0", online: true, protocol: "ocpp1.6", registration: "Accepted" });
  assertEquals([second.connectors, next], [[], null]);
});

Deno.test("a page of chargers goes on where the last one ended, also when that charger is gone meanwhile", async () => {
  await using server = await aServer();
  const { operations } = server.services;
  for (const id of ["CP-4", "CP-2", "CP-1", "CP-3"]) await operations.addCharger(id, {});
  const first = (await server.get("/api/chargers?limit=2")).body as Page<ChargerView>;
  await server.get("/api/chargers/CP-2", { method: "DELETE" });
  await operations.addCharger("CP-0", {});
  const second = (await server.get(`/api/chargers?limit=2&cursor=${first.next}`)).body as Page<ChargerView>;
  const ids = ({ items }: Page<ChargerView>) => items.map(({ id }) => id);
  assertEquals([ids(first), ids(second), second.next], [["CP-1", "CP-2"], ["CP-3", "CP-4"], null]);
});

Deno.test("GET /api/chargers filters by status, online and text, and pages by cursor", async () => {
  await using server = await aServer();
  for (const id of ["A-1", "A-2", "B-1"]) await aSession(server, { charger: id });
  await using _ = await anOnlineCharger(server, "A-2");
  await using __ = await anOnlineCharger(server, "C-1");
  const ids = async (query: string) => {
    const { items } = (await server.get(`/api/chargers?${query}`)).body as Page<{ id: string }>;
    return items.map(({ id }) => id);
  };
  assertEquals(await ids("online=true"), ["A-2", "C-1"]);
  assertEquals(await ids("status=Charging&online=true"), ["A-2"]);
  assertEquals(await ids("q=a-"), ["A-1", "A-2"]);
  assertEquals(await ids("q=ACME&limit=2"), ["A-1", "A-2"]);
});

Deno.test("GET /api/chargers/:id takes any encoded id, and answers 404 or 400 as a problem", async () => {
  await using server = await aServer();
  await aSession(server, { charger: "CP 1/a%" });
  const found = await server.get(`/api/chargers/${encodeURIComponent("CP 1/a%")}`);
  assertObjectMatch(found.body as Record<string, unknown>, { id: "CP 1/a%", model: "One", notes: [] });
  const unknown = await server.get("/api/chargers/nobody");
  assertEquals([unknown.status, unknown.type], [404, "application/problem+json"]);
  assertEquals((unknown.body as Problem).detail, 'There is no charger "nobody"');
  assertEquals((await server.get("/api/chargers/%zz")).status, 400);
});

Deno.test("PATCH /api/chargers/:id sets label and registration, and names each bad field", async () => {
  await using server = await aServer();
  await aSession(server);
  const patch = (body: unknown) => server.get("/api/chargers/CP-1", { method: "PATCH", body: JSON.stringify(body) });
  assertObjectMatch((await patch({ label: " Gate ", registration: "Rejected" })).body as Record<string, unknown>, {
    label: "Gate",
    registration: "Rejected",
  });
  const bad = await patch({ label: 5, registration: "Maybe" });
  assertEquals(bad.status, 400);
  assertEquals((bad.body as Problem).errors?.map(({ path }) => path), ["/label", "/registration"]);
});

Deno.test("GET /api/transactions gives an ended session with its energy, by our id and by the wire number", async () => {
  await using server = await aServer();
  const transactionId = await aSession(server);
  const { items } = (await server.get("/api/transactions?state=ended")).body as Page<TransactionView>;
  assertEquals(items.length, 1);
  assertObjectMatch({ ...items[0] }, {
    transactionId,
    chargerId: "CP-1",
    connectorId: 1,
    idTag: "TAG-1",
    state: "ended",
    meterStartWh: 0,
    meterStopWh: 1000,
    energyWh: 1000,
    durationS: 11,
    stopReason: "Local",
    tagStatus: "Accepted",
    notes: [],
  });
  for (const id of [items[0].id, transactionId]) {
    assertEquals((await server.get(`/api/transactions/${id}`)).body, items[0]);
  }
  assertEquals((await server.get("/api/transactions/12345")).status, 404);
  assertEquals((await server.get("/api/transactions/rubbish")).status, 404);
});

Deno.test("GET /api/transactions filters and pages, and each one comes exactly once", async () => {
  await using server = await aServer();
  for (let i = 0; i < 5; i++) await aSession(server, { charger: `CP-${i % 2}`, tag: i === 0 ? "RARE" : "TAG" });
  const page = async (query: string) => (await server.get(`/api/transactions?${query}`)).body as Page<TransactionView>;
  assertEquals((await page("chargerId=CP-1")).items.length, 2);
  assertEquals((await page("idTag=rare")).items.length, 1);
  assertEquals((await page("state=active")).items, []);
  assertEquals((await page("from=2100-01-01")).items, []);
  const seen: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const got: Page<TransactionView> = await page(`limit=2${next && `&cursor=${next}`}`);
    seen.push(...got.items.map(({ id }) => id));
    next = got.next;
  }
  assertEquals([seen.length, new Set(seen).size], [5, 5]);
});

Deno.test("GET …/samples gives every sample oldest first, page by page, and thins when asked", async () => {
  await using server = await aServer();
  const transactionId = await aSession(server);
  for (const path of [`/api/transactions/${transactionId}/samples`, "/api/chargers/CP-1/samples"]) {
    const energies: (number | undefined)[] = [];
    let cursor = "";
    do {
      const { items, next } = (await server.get(`${path}?limit=3${cursor}`)).body as Page<SampleView>;
      energies.push(...items.map(({ energyWh }) => energyWh));
      cursor = next === null ? "" : `&cursor=${next}`;
    } while (cursor !== "");
    assertEquals(energies, [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000], path);
    const thin = (await server.get(`${path}?maxPoints=4`)).body as Page<SampleView>;
    assertEquals([thin.items.length <= 4, thin.items.at(-1)?.energyWh, thin.next], [true, 1000, null]);
  }
});

Deno.test("GET /api/stats counts the present and sums the days", async () => {
  await using server = await aServer();
  await aSession(server);
  await using _ = await anOnlineCharger(server, "CP-9");
  assertObjectMatch((await server.get("/api/stats")).body as Record<string, unknown>, {
    chargers: { total: 2, online: 1, pending: 0 },
    connectors: { Offline: 1 },
    activeTransactions: 0,
    energyWh: 1000,
    transactions: 1,
  });
});

Deno.test("a bad query is answered 400 with the name of each bad parameter", async () => {
  await using server = await aServer();
  const cases: [string, string[]][] = [
    ["/api/transactions?limit=0&state=running&from=noon&wat=1", ["limit", "state", "from", "wat"]],
    ["/api/transactions?cursor=%21", ["cursor"]],
    ["/api/transactions?limit=1&limit=2", ["limit"]],
    ["/api/chargers?online=maybe&status=Fine", ["status", "online"]],
    ["/api/stats?from=yesterday", ["from"]],
  ];
  for (const [path, names] of cases) {
    const { status, type, body } = await server.get(path);
    assertEquals([status, type], [400, "application/problem+json"], path);
    assertEquals((body as Problem).errors?.map((error) => error.path).toSorted(), names.toSorted(), path);
  }
});

Deno.test("a range that ends before it begins is empty, and what no name can be is not there", async () => {
  await using server = await aServer();
  const { status, body } = await server.get("/api/transactions?from=9999-12-31&to=2000-01-01");
  assertEquals([status, body], [200, { items: [], next: null }]);
  assertEquals((await server.get(`/api/chargers/${"x".repeat(3_000)}`)).status, 404);
  assertEquals((await server.get(`/api/transactions?idTag=${"x".repeat(700)}`)).status, 400);
  const body413 = `{"label":"${"x".repeat(2_000_000)}"}`;
  assertEquals((await server.get("/api/chargers/CP-1", { method: "PATCH", body: body413 })).status, 413);
});

Deno.test("an active session is on the first page, however many newer ones have ended", async () => {
  await using server = await aServer();
  await using link = await anOnlineCharger(server, "CP-9");
  const start = {
    connectorId: 1,
    idTag: "OLD",
    meterStart: 0,
    timestamp: new Date(Date.now() - 86_400_000).toISOString(),
  };
  await link.call("StartTransaction", start);
  for (let i = 0; i < 3; i++) await aSession(server, { charger: `CP-${i}` });
  const { items, next } = (await server.get("/api/transactions?state=active&limit=1")).body as Page<TransactionView>;
  assertEquals([items.map(({ idTag }) => idTag), next], [["OLD"], null]);
  const ended = (await server.get("/api/transactions?state=ended&limit=3")).body as Page<TransactionView>;
  assertEquals(ended.items.length, 3);
});

Deno.test("an unknown API path is a problem, an unknown page a page, both 404", async () => {
  await using server = await aServer();
  const api = await server.get("/api/nothing/here");
  assertEquals([api.status, api.type], [404, "application/problem+json"]);
  const page = await server.get("/nothing/here");
  assertEquals(page.status, 404);
  assertMatch(page.type ?? "", /^text\/html/);
});

Deno.test("health tells that the process lives and that the store answers", async () => {
  await using server = await aServer();
  assertEquals((await server.get("/health/live")).body, { status: "live" });
  assertEquals((await server.get("/health/ready")).body, { status: "ready" });
});
