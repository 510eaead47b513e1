/** Clients that others wrote, over a real socket. */
import { assertEquals, assertRejects } from "@std/assert";
import { OCPPClient } from "ocpp-ws-io";
import { RPCClient } from "ocpp-rpc";
import type { Page, SampleView, TransactionView } from "../../lib/domain/views.ts";
import { aServer, RawCharger, untilOffline } from "../server.ts";

const STARTED = Date.now() - 3_600_000;
const at = (i: number) => new Date(STARTED + i * 60_000).toISOString();

/** Every message of a session, in order. `transactionId` is that of the start's answer. */
async function charge(call: (action: string, payload: Record<string, unknown>) => Promise<unknown>): Promise<number> {
  await call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One", firmwareVersion: "1.2.3" });
  await call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Preparing" });
  await call("Authorize", { idTag: "TAG-1" });
  const start = { connectorId: 1, idTag: "TAG-1", meterStart: 1000, timestamp: at(0) };
  const { transactionId } = await call("StartTransaction", start) as { transactionId: number };
  for (let i = 1; i <= 20; i++) {
    const sampledValue = [
      { value: String(1000 + i * 120), measurand: "Energy.Active.Import.Register", unit: "Wh" },
      { value: "7.2", measurand: "Power.Active.Import", unit: "kW" },
    ];
    await call("MeterValues", { connectorId: 1, transactionId, meterValue: [{ timestamp: at(i), sampledValue }] });
  }
  await call("Heartbeat", {});
  await call("FirmwareStatusNotification", { status: "Idle" });
  await call("DiagnosticsStatusNotification", { status: "Idle" });
  await call("DataTransfer", { vendorId: "com.example", data: "x" });
  await call("StopTransaction", { transactionId, idTag: "TAG-1", meterStop: 3400, timestamp: at(21), reason: "Local" });
  await call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Available" });
  return transactionId;
}

async function assertCharged(server: Awaited<ReturnType<typeof aServer>>, transactionId: number): Promise<void> {
  const { items } = (await server.get("/api/transactions?state=ended")).body as Page<TransactionView>;
  assertEquals(items.map((one) => [one.transactionId, one.energyWh, one.durationS]), [[transactionId, 2400, 1260]]);
  const samples = (await server.get(`/api/transactions/${transactionId}/samples`)).body as Page<SampleView>;
  assertEquals(samples.items.map(({ energyWh }) => energyWh), Array.from({ length: 20 }, (_, i) => 1120 + i * 120));
  assertEquals(new Set(samples.items.map(({ powerW }) => powerW)), new Set([7200]));
}

Deno.test("ocpp-rpc in strict mode runs a whole session and every answer fits its schema", async () => {
  await using server = await aServer();
  // Its types ask for every option; its documentation says that these will do.
  const options = { endpoint: server.endpoint, identity: "RPC 1", protocols: ["ocpp1.6"], strictMode: true };
  const client = new RPCClient(options as ConstructorParameters<typeof RPCClient>[0]);
  await client.connect();
  const transactionId = await charge((action, payload) => client.call(action, payload));
  await assertCharged(server, transactionId);
  await assertRejects(() => client.call("RemoteStartTransaction", { idTag: "T" }), Error, "not taken");
  await client.close();
});

Deno.test("ocpp-ws-io in strict mode runs a whole session and every answer fits its schema", async () => {
  await using server = await aServer();
  const client = new OCPPClient({
    endpoint: server.endpoint,
    identity: "WSIO-1",
    protocols: ["ocpp1.6"],
    strictMode: true,
    reconnect: false,
    logging: false,
  });
  await client.connect();
  const transactionId = await charge((action, payload) => client.call(action as "Heartbeat", payload as never));
  await assertCharged(server, transactionId);
  await client.close();
});

Deno.test("a charger that offers no version of OCPP we speak is closed at once, and the operator can see why", async () => {
  await using server = await aServer();
  for (const protocols of [["ocpp2.0.1"], []]) {
    const socket = new WebSocket(`${server.endpoint}/CP-1`, protocols);
    const { code } = await new Promise<CloseEvent>((resolve) => socket.onclose = resolve);
    assertEquals([socket.protocol, code], ["", 1002]);
  }
  assertEquals(server.services.refusals.list().map(({ id, reason }) => [id, reason]), [
    ["CP-1", "It offered no subprotocol: expected ocpp1.6 (or set ALLOW_NO_SUBPROTOCOL)"],
    ["CP-1", 'It offered "ocpp2.0.1": expected ocpp1.6'],
  ]);
});

Deno.test("a malformed charger id is refused with 400, an unknown charger of a closed server with 404", async () => {
  await using server = await aServer({ settings: { REGISTRATION: "closed" } });
  const upgrade = { headers: { upgrade: "websocket", connection: "Upgrade", "sec-websocket-protocol": "ocpp1.6" } };
  assertEquals((await server.get("/ocpp/%ff", upgrade)).status, 400);
  assertEquals((await server.get("/ocpp/a%0Ab", upgrade)).status, 400);
  assertEquals((await server.get("/ocpp/CP-1", upgrade)).status, 404);
  assertEquals((await server.get("/ocpp/CP-1")).status, 426);
});

Deno.test("with REGISTRATION=approve a new charger is Pending until an operator accepts it", async () => {
  await using server = await aServer({ settings: { REGISTRATION: "approve" } });
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const boot = async () => {
    const payload = { chargePointVendor: "A", chargePointModel: "B" };
    return (await charger.call("BootNotification", payload) as { status: string }).status;
  };
  assertEquals(await boot(), "Pending");
  await server.get("/api/chargers/CP-1", { method: "PATCH", body: '{"registration":"Accepted"}' });
  assertEquals(await boot(), "Accepted");
});

Deno.test("a newer socket of the same id replaces the older, whose late close changes nothing", async () => {
  await using server = await aServer();
  const older = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await older.call("Heartbeat", {});
  await using newer = await RawCharger.connect(`${server.endpoint}/CP-1`);
  assertEquals((await older.closed).code, 1000);
  await newer.call("Heartbeat", {});
  const { body } = await server.get("/api/chargers/CP-1");
  assertEquals((body as { online: boolean }).online, true);
  const { connectors } = (await server.get("/api/stats")).body as { connectors: unknown };
  assertEquals(connectors, {});
});

Deno.test("a charger that leaves is offline", async () => {
  await using server = await aServer();
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  charger.socket.close();
  await untilOffline(server, "CP-1");
  assertEquals(((await server.get("/api/chargers/CP-1")).body as { online: boolean }).online, false);
});

Deno.test("when KV fails a message is answered InternalError and nothing of it is stored", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  const atomic = server.kv.atomic;
  server.kv.atomic = () =>
    Object.assign(atomic.call(server.kv), { commit: () => Promise.reject(new Error("disk full")) });
  const start = { connectorId: 1, idTag: "T", meterStart: 1, timestamp: at(0) };
  const timestamp = at(1);
  const refused = [
    await charger.call("StartTransaction", start),
    await charger.call("MeterValues", { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: "1" }] }] }),
  ];
  assertEquals(refused.map((error) => (error as string[])[0]), ["InternalError", "InternalError"]);
  server.kv.atomic = atomic;
  assertEquals(((await server.get("/api/transactions")).body as Page<TransactionView>).items, []);
  assertEquals(((await server.get("/api/chargers/CP-1/samples")).body as Page<SampleView>).items, []);
  assertEquals((await charger.call("StartTransaction", start) as { idTagInfo: unknown }).idTagInfo, {
    status: "Accepted",
  });
});

Deno.test("of sockets that come at once with one id only one stays, and the charger is online", async () => {
  await using server = await aServer();
  for (let round = 0; round < 5; round++) {
    const connecting = Array.from({ length: 6 }, () => RawCharger.connect(`${server.endpoint}/CP-${round}`));
    const sockets = await Promise.all(connecting);
    let open = sockets.length;
    const onlyOne = Promise.withResolvers<void>();
    for (const { closed } of sockets) closed.then(() => --open === 1 && onlyOne.resolve());
    await onlyOne.promise;
    const [last] = sockets.filter(({ socket }) => socket.readyState === WebSocket.OPEN);
    await last.call("Heartbeat", {});
    assertEquals(((await server.get(`/api/chargers/CP-${round}`)).body as { online: boolean }).online, true);
    last.socket.close();
    await last.closed;
  }
});

Deno.test("a page of another site may not pose as a charger", async () => {
  await using server = await aServer();
  const upgrade = { upgrade: "websocket", connection: "Upgrade", "sec-websocket-protocol": "ocpp1.6" };
  const browser = { ...upgrade, "user-agent": "Mozilla/5.0 (X11)", origin: "https://evil.example" };
  assertEquals((await server.get("/ocpp/CP-1", { headers: browser })).status, 403);
});
