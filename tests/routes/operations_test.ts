import { assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import type { ChargerView, TransactionView } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer, untilOffline } from "../server.ts";

const post = (server: TestServer, path: string, body: unknown) =>
  server.get(path, { method: "POST", body: JSON.stringify(body) });

const startAt = (ms: number, more: Record<string, unknown> = {}) => ({
  connectorId: 1,
  idTag: "T",
  meterStart: 100,
  timestamp: new Date(ms).toISOString(),
  ...more,
});

Deno.test("a charger made known before it connects may connect to a closed server", async () => {
  await using server = await aServer({ settings: { REGISTRATION: "closed" } });
  const added = await post(server, "/api/chargers", { id: "CP/1", label: "Gate" });
  assertEquals(added.status, 201);
  assertObjectMatch(added.body as Record<string, unknown>, { id: "CP/1", label: "Gate", registration: "Accepted" });
  assertEquals((await post(server, "/api/chargers", { id: "CP/1" })).status, 409);
  assertEquals((await post(server, "/api/chargers", { id: "", colour: 1 })).status, 400);
  await using charger = await RawCharger.connect(`${server.endpoint}/CP%2F1`);
  const boot = await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  assertEquals((boot as { status: string }).status, "Accepted");
});

Deno.test("a charger is forgotten when it is offline, and its transactions stay", async () => {
  await using server = await aServer();
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const { transactionId } = await charger.call("StartTransaction", startAt(Date.now())) as { transactionId: number };
  const remove = () => server.get("/api/chargers/CP-1", { method: "DELETE" });
  assertEquals((await remove()).status, 409);
  charger.socket.close();
  await untilOffline(server, "CP-1");
  assertEquals((await remove()).status, 204);
  assertEquals((await remove()).status, 404);
  assertEquals((await server.get("/api/transactions/" + transactionId)).status, 200);
});

Deno.test("a transaction its charger never ended is ended by hand, at its last reading, with a note", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const started = Date.now() - 600_000;
  const { transactionId } = await charger.call("StartTransaction", startAt(started)) as { transactionId: number };
  const timestamp = new Date(started + 60_000).toISOString();
  await charger.call("MeterValues", { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: "700" }] }] });
  const ended = await post(server, `/api/transactions/${transactionId}/end`, { stopReason: "Other" });
  const transaction = ended.body as TransactionView;
  assertEquals(
    [ended.status, transaction.state, transaction.energyWh, transaction.endedAt, transaction.stopReason],
    [200, "ended", 600, timestamp, "Other"],
  );
  assertMatch(transaction.notes[0].text, /Ended by hand/);
  const { connectors } = (await server.get("/api/chargers/CP-1")).body as ChargerView;
  assertEquals(connectors[0].transactionId, null);
  assertEquals((await post(server, `/api/transactions/${transactionId}/end`, {})).status, 409);
  assertEquals((await post(server, "/api/transactions/999/end", {})).status, 404);
  assertEquals((await post(server, `/api/transactions/${transactionId}/end`, { meterStopWh: "x" })).status, 400);
});

Deno.test("transactions are given as CSV by the same filter, every one, formulas made harmless", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  for (let i = 0; i < 3; i++) {
    const { transactionId } = await charger.call("StartTransaction", startAt(Date.now() + i, { idTag: "=1+1" })) as {
      transactionId: number;
    };
    const timestamp = new Date().toISOString();
    await charger.call("StopTransaction", { transactionId, meterStop: 200, timestamp });
  }
  await charger.call("StartTransaction", startAt(Date.now() + 9, { idTag: "OTHER" }));
  const { body, type } = await server.get("/api/transactions.csv?state=ended");
  const lines = String(body).trim().split("\r\n");
  assertEquals([type, lines.length], ["text/csv; charset=utf-8", 4]);
  assertMatch(lines[1], /,CP-1,1,"'=1\+1",Accepted,ended,.*,100,200,100,Local$/);
  assertEquals((await server.get("/api/transactions.csv?state=never")).status, 400);
});
