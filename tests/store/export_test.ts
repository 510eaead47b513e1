/** Exports: what the store knows as lines of JSON. */
import { assertEquals } from "@std/assert";
import { exportLines } from "../../lib/store/export/export.ts";
import { aStart, aStop, aStore, NOON, samples, type TestStore } from "../arrange.ts";
import { aServer, RawCharger } from "../server.ts";

const HOUR = 3_600_000;

async function exported(kv: Deno.Kv, range: { from?: number; to?: number } = {}) {
  const options = { from: -Infinity, to: Infinity, now: NOON, ...range };
  return (await Array.fromAsync(exportLines(kv, options))).map((line): Record<string, unknown> => JSON.parse(line));
}

async function session(store: TestStore, charger: string, at: number): Promise<void> {
  const start = aStart({ at, chargerAt: at, receivedAt: at });
  const transactionId = await store.transactions.numberFor(charger, start, at);
  await store.transactions.start(charger, { ...start, transactionId });
  await store.addSamples(charger, 1, samples(3, { from: at + 1_000 }));
  const end = { at: at + HOUR, chargerAt: at + HOUR, receivedAt: at + HOUR };
  await store.transactions.stop(charger, aStop({ transactionId, ...end }));
}

Deno.test("an export tells transactions as REST does, and every sample by itself, folded or not", async () => {
  await using store = await aStore();
  await store.addSamples("CP-1", 1, samples(100, { from: NOON - HOUR }));
  store.clock.pass(600_000);
  await store.folded();
  await store.addSamples("CP-1", 1, samples(2, { from: NOON - HOUR + 500 }));
  await store.addSamples("CP-2", 2, samples(1));
  await session(store, "CP-1", NOON);
  const lines = await exported(store.kv);
  const transaction = lines.filter(({ record }) => record === "transaction");
  assertEquals(
    transaction.map(({ chargerId, state, meterStopWh, energyWh, startedAt }) => ({
      chargerId,
      state,
      meterStopWh,
      energyWh,
      startedAt,
    })),
    [{ chargerId: "CP-1", state: "ended", meterStopWh: 5000, energyWh: 4000, startedAt: "2026-11-22T12:00:00.000Z" }],
  );
  const told = lines.filter(({ record }) => record === "sample");
  assertEquals(told.length, 106);
  const first = { record: "sample", chargerId: "CP-1", connectorId: 1, at: "2026-11-22T11:00:00.000Z" };
  assertEquals(told[0], { ...first, powerW: 7000, energyWh: 1000 });
  const ofOne = told.filter(({ chargerId }) => chargerId === "CP-1").map(({ at }) => String(at));
  assertEquals(ofOne, ofOne.toSorted());
  assertEquals(lines.filter(({ record }) => record === "dailySum").map(({ name, value }) => [name, value]), [
    ["ended", 1],
    ["energyWh", 4000],
    ["started", 1],
  ]);
});

Deno.test("an export may be limited to a time; what simply is comes in any case", async () => {
  await using store = await aStore();
  await store.tags.put([{
    v: 1,
    idTag: "T",
    label: null,
    blocked: false,
    expiresAt: null,
    parentIdTag: null,
    maxActiveTransactions: null,
  }]);
  for (const day of [0, 1, 2]) await session(store, "CP-1", NOON + day * 24 * HOUR);
  const lines = await exported(store.kv, { from: NOON + 12 * HOUR, to: NOON + 30 * HOUR });
  const counts = Map.groupBy(lines, ({ record }) => record);
  assertEquals([...counts].map(([record, some]) => [record, some.length]), [
    ["tag", 1],
    ["transaction", 1],
    ["sample", 3],
    ["dailySum", 3],
  ]);
});

Deno.test("an export holds no password, hash, token or secret address", async () => {
  await using server = await aServer({ settings: { OPERATOR_PASSWORD: "correct horse" } });
  const form = new URLSearchParams({ name: "admin", password: "correct horse" });
  const { headers } = await fetch(`${server.url}/login`, { method: "POST", body: form, redirect: "manual" });
  const cookie = headers.getSetCookie()[0].split(";")[0];
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  const ask = (action: string, payload: object) =>
    server.get(`/api/chargers/CP-1/commands/${action}`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify(payload),
    });
  const answer = async (payload: object) => {
    const [, id] = await charger.next() as string[];
    charger.send(JSON.stringify([3, id, payload]));
  };
  await Promise.all([
    ask("ChangeConfiguration", { key: "AuthorizationKey", value: "a secret of 16 bytes" }),
    answer({ status: "Accepted" }),
  ]);
  await Promise.all([
    ask("GetDiagnostics", { location: "ftp://user:passw0rd@files.example.com/in" }),
    answer({ fileName: "log.txt" }),
  ]);
  await Promise.all([ask("GetDiagnostics", {}), answer({ fileName: "log.txt" })]);
  const token = await server.get("/api/tokens", {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ name: "Grafana", role: "viewer" }),
  });
  assertEquals(token.status, 201);
  const secrets: string[] = [];
  for (const prefix of ["upload", "session", "token", "operator"]) {
    const before = secrets.length;
    for await (const { key, value } of server.kv.list({ prefix: [prefix] })) {
      secrets.push(
        ...[...key.slice(1), ...Object.values(value as object)].map(String).filter((text) => text.length > 26),
      );
    }
    assertEquals(secrets.length > before, true, prefix);
  }
  secrets.push(...Object.values(token.body as object).map(String).filter((text) => text.length > 26));
  await server.services.messageLog.flushed();
  const lines = await exported(server.kv);
  assertEquals(lines.some(({ record, action }) => record === "message" && action === "GetDiagnostics"), true);
  assertEquals(lines.some(({ record }) => record === "command"), true);
  const text = JSON.stringify(lines);
  for (const secret of ["a secret of", "passw0rd", "correct horse", cookie.split("=")[1], ...secrets]) {
    assertEquals(text.includes(secret), false, secret);
  }
});
