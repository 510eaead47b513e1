/** A charger that is forgotten takes along what belongs to it, and leaves what is money. */
import { assertEquals, assertMatch } from "@std/assert";
import type { Page, SampleView, TransactionView } from "../../lib/domain/views.ts";
import { RawCharger, type TestServer, untilOffline } from "../server.ts";
import { aPair, ask, items as stops, type Pair, send } from "./asking.ts";
import { aProfile } from "./profiles.ts";

const MINUTE_MS = 60_000;
const STARTED = Date.now() - 10 * MINUTE_MS;
const at = (minutes: number) => new Date(STARTED + minutes * MINUTE_MS).toISOString();

const MONEY = [
  "journal",
  "line",
  "samples",
  "stray_stop",
  "transaction",
  "transaction_by_charger",
  "transaction_by_number",
  "transaction_by_start",
  "transaction_by_tag",
  "transaction_by_wire",
  "transaction_ended",
  "unmatched_stop",
  "unmatched_stop_by_time",
];

/** Does everything with a charger that leaves something behind; its second transaction runs on. */
async function live(pair: Pair): Promise<number> {
  const { charger, server } = pair;
  const schedule = { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 8 }] };
  const profile = aProfile({ chargingProfileId: 1 });
  await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B", odd: 1 });
  await charger.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Available" });
  await charger.call("SecurityEventNotification", { type: "SettingSystemTime", timestamp: at(0) });
  await charger.call("SignCertificate", { csr: "CSR" });
  const yes = { status: "Accepted" };
  await ask(pair, "SetChargingProfile", { connectorId: 1, csChargingProfiles: profile }, yes);
  await ask(pair, "GetCompositeSchedule", { connectorId: 1, duration: 60 }, { ...yes, chargingSchedule: schedule });
  await ask(pair, "RemoteStartTransaction", { connectorId: 2, idTag: "LATER" }, yes);
  await ask(pair, "ReserveNow", { connectorId: 1, expiryDate: "2100-01-01T00:00:00Z", idTag: "T" }, yes);
  await ask(pair, "ChangeConfiguration", { key: "HeartbeatInterval", value: "60" }, yes);
  await ask(pair, "UpdateFirmware", { location: "http://example.com/fw", retrieveDate: at(0) }, {});
  const { payload } = await ask(pair, "GetDiagnostics", {}, { fileName: "d.zip" });
  const upload = { method: "PUT", body: new Uint8Array(200_000) };
  assertEquals((await server.get(new URL(String(payload.location)).pathname, upload)).status, 201);
  const start = async (meterStart: number, minutes: number) => {
    const wish = { connectorId: 1, idTag: "T", meterStart, timestamp: at(minutes) };
    return (await charger.call("StartTransaction", wish) as { transactionId: number }).transactionId;
  };
  const stop = { meterStop: 1500, timestamp: at(1) };
  await charger.call("StopTransaction", { ...stop, transactionId: await start(1000, 0) });
  await charger.call("StopTransaction", { ...stop, transactionId: -7 });
  const running = await start(1500, 2);
  const meterValue = [{ timestamp: at(3), sampledValue: [{ value: "1900" }] }];
  await charger.call("MeterValues", { connectorId: 1, meterValue });
  return running;
}

async function leave({ charger, server }: Pair): Promise<void> {
  charger.socket.close();
  await untilOffline(server, "CP-1");
}

/** What begins the keys in which an id stands. */
async function kindsOf({ kv, services }: TestServer, id: string): Promise<string[]> {
  await services.store.folded();
  const entries = await Array.fromAsync(kv.list<unknown>({ prefix: [] }));
  const inText = (value: unknown) => JSON.stringify(value, (_, one) => typeof one === "bigint" ? String(one) : one);
  const told = entries.filter(({ key, value }) => key.includes(id) || inText(value).includes(`"${id}"`));
  return [...new Set(told.map(({ key }) => String(key[0])))].sort();
}

Deno.test("DELETE /api/chargers/:id takes along all that belongs to a charger, and nothing that is money", async () => {
  await using pair = await aPair();
  const { server } = pair;
  await using other = await RawCharger.connect(`${server.endpoint}/CP-2`);
  await other.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Available" });
  const running = await live(pair);
  await leave(pair);
  await server.services.messageLog.flushed();
  const before = await kindsOf(server, "CP-1");
  const others = await kindsOf(server, "CP-2");
  assertEquals((await send(server, "DELETE", "/api/chargers/CP-1")).status, 204);
  assertEquals((await kindsOf(server, "CP-1")).filter((kind) => !MONEY.includes(kind)), []);
  assertEquals(before.filter((kind) => !MONEY.includes(kind)), [
    "charger",
    "command",
    "composite_schedule",
    "configuration",
    "connector",
    "csr",
    "installed_profile",
    "job",
    "message",
    "note",
    "remote_start",
    "reservation",
    "security_event",
    "status",
    "transaction_open",
    "upload",
  ]);
  const left = await Array.fromAsync(server.kv.list({ prefix: [] }));
  assertEquals(left.filter(({ key }) => ["file", "file_part", "upload"].includes(String(key[0]))), []);
  assertEquals(await kindsOf(server, "CP-2"), others);

  const { items } = (await server.get("/api/transactions?chargerId=CP-1")).body as Page<TransactionView>;
  assertEquals(items.map(({ state, energyWh }) => [state, energyWh]), [["ended", 400], ["ended", 500]]);
  assertMatch(items[0].notes[0].text, /removed its charger/);
  const samples = await server.get(`/api/transactions/${running}/samples`);
  assertEquals((samples.body as Page<SampleView>).items.map(({ energyWh }) => energyWh), [1900]);
  assertEquals((await stops(server, "/api/unmatched-stops?chargerId=CP-1")).length, 1);
});

Deno.test("a charger that comes back is a new one, and may still end what ran when it was forgotten", async () => {
  await using pair = await aPair();
  const { server } = pair;
  const transactionId = await live(pair);
  await leave(pair);
  await send(server, "DELETE", "/api/chargers/CP-1");
  assertEquals((await server.get("/api/transactions?state=active")).body, { items: [], next: null });
  await using back = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await back.call("StopTransaction", { transactionId, meterStop: 2100, timestamp: at(9) });
  const { body } = await server.get(`/api/transactions/${transactionId}`);
  assertEquals([(body as TransactionView).energyWh, (body as TransactionView).endedAt], [600, at(9)]);
  for (const list of ["commands", "jobs", "charging-profiles", "composite-schedules", "configuration"]) {
    assertEquals((await server.get(`/api/chargers/CP-1/${list}`)).body, { items: [], next: null });
  }
});

Deno.test("a charger with more than a commit takes is forgotten too, and its upload addresses are no longer good", async () => {
  await using pair = await aPair();
  const { server } = pair;
  const answered = await ask(pair, "GetDiagnostics", {}, {});
  const unreadable = await ask(pair, "GetDiagnostics", {}, { fileName: {} });
  await leave(pair);
  for (let i = 0; i < 2_500; i += 500) {
    const atomic = server.kv.atomic();
    for (let n = i; n < i + 500; n++) atomic.set(["configuration", "CP-1", `Key${n}`], { broken: true });
    await atomic.commit();
  }
  assertEquals((await send(server, "DELETE", "/api/chargers/CP-1")).status, 204);
  assertEquals(await kindsOf(server, "CP-1"), ["upload"]);
  for (const [{ payload }, status] of [[answered, 404], [unreadable, 410]] as const) {
    const late = { method: "PUT", body: "late" };
    assertEquals((await server.get(new URL(String(payload.location)).pathname, late)).status, status);
  }
  assertEquals(await kindsOf(server, "CP-1"), ["upload"]);
});
