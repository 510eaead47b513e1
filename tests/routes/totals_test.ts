/** Sums over sessions. */
import { assertEquals } from "@std/assert";
import type { SessionTotals } from "../../lib/domain/session_totals.ts";
import { aStart, aStop, NOON } from "../arrange.ts";
import { aServer, type TestServer } from "../server.ts";

const HOUR_MS = 3_600_000;

type Part = SessionTotals & { next: string | null };

async function aSession({ services: { store, fleet } }: TestServer, n: number, given: {
  chargerId?: string;
  idTag?: string;
  meterStopWh?: number;
  isRunning?: boolean;
} = {}): Promise<void> {
  const { chargerId = "CP-1", idTag = "TAG-1", meterStopWh = 3_500, isRunning = false } = given;
  const at = NOON + n * 60_000;
  const start = aStart({ at, chargerAt: at, receivedAt: at, idTag, connectorId: isRunning ? 2 : 1 });
  const transactionId = await store.transactions.numberFor(chargerId, start, at);
  const { transaction } = await store.transactions.start(chargerId, { ...start, transactionId });
  if (isRunning) return fleet.started(transaction);
  const end = { at: at + HOUR_MS, chargerAt: at + HOUR_MS, receivedAt: at + HOUR_MS };
  await store.transactions.stop(chargerId, aStop({ transactionId, meterStopWh, ...end }));
}

async function sum(server: TestServer, query = ""): Promise<{ totals: SessionTotals; parts: number }> {
  let [parts, cursor] = [0, ""];
  const totals = { sessions: 0, energyWh: 0, durationS: 0 };
  do {
    const { status, body } = await server.get(`/api/transactions/totals?${query}&cursor=${cursor}`);
    assertEquals(status, 200);
    const { next, ...part } = body as Part;
    totals.sessions += part.sessions;
    totals.energyWh += part.energyWh;
    totals.durationS += part.durationS;
    cursor = next ?? "";
    parts++;
  } while (cursor !== "");
  return { totals, parts };
}

Deno.test("GET /transactions/totals sums what fits the filter", async () => {
  await using server = await aServer();
  for (let n = 0; n < 3; n++) await aSession(server, n);
  await aSession(server, 3, { idTag: "TAG-2" });
  await aSession(server, 4, { chargerId: "CP-2" });
  const each = { energyWh: 2_500, durationS: 3_600 };
  const of = (count: number) => ({
    sessions: count,
    energyWh: count * each.energyWh,
    durationS: count * each.durationS,
  });
  assertEquals((await sum(server)).totals, of(5));
  assertEquals((await sum(server, "chargerId=CP-1")).totals, of(4));
  assertEquals((await sum(server, "idTag=tag-2")).totals, of(1));
  assertEquals((await sum(server, `from=${new Date(NOON + 180_000).toISOString()}`)).totals, of(2));
  assertEquals((await sum(server, "connectorId=9")).totals, of(0));
  assertEquals((await server.get("/api/transactions/totals?state=over")).status, 400);
});

Deno.test("GET /transactions/totals counts those that run, with what they have taken so far, unless past ones are asked for", async () => {
  await using server = await aServer();
  await server.services.operations.addCharger("CP-1", {});
  await aSession(server, 0);
  await aSession(server, 1, { isRunning: true });
  server.services.fleet.sampled("CP-1", 2, [{ at: NOON + 120_000, energyWh: 1_700 }]);
  const { totals: { sessions, energyWh } } = await sum(server);
  assertEquals([sessions, energyWh], [2, 3_200]);
  assertEquals((await sum(server, "state=active")).totals.energyWh, 700);
  assertEquals((await sum(server, "state=ended")).totals.energyWh, 2_500);
});

Deno.test("GET /transactions/totals leaves a register that jumped out of the energy", async () => {
  await using server = await aServer();
  await aSession(server, 0);
  await aSession(server, 1, { meterStopWh: 4e9 });
  await aSession(server, 2, { meterStopWh: 10 });
  const { totals } = await sum(server);
  assertEquals([totals.sessions, totals.energyWh], [3, 2_500]);
});

Deno.test("GET /transactions/totals tells a part at a time, and each session once", async () => {
  await using server = await aServer();
  // A connector has one at a time, so each has a charger of its own to be stored at once.
  await Promise.all(Array.from({ length: 2_250 }, (_, n) => aSession(server, n, { chargerId: `CP-${n}` })));
  const { totals, parts } = await sum(server);
  assertEquals([totals.sessions, parts], [2_250, 23]);
});

Deno.test("the Sessions page means the days of its reader, and its export holds what it shows", async () => {
  await using server = await aServer();
  // In Auckland it is 1 o'clock at night then.
  await aSession(server, 0);
  const found = async (day: string, zone: string) => {
    const headers = { accept: "application/json", cookie: `zone=${encodeURIComponent(zone)}` };
    const { body } = await server.get(`/transactions?from=${day}&to=${day}`, { headers });
    const { past, filter } = body as { past: { items: unknown[] }; filter: { from: number; to: number } };
    const [from, to] = [filter.from, filter.to].map((at) => new Date(at).toISOString());
    const csv = String((await server.get(`/api/transactions.csv?from=${from}&to=${to}`)).body).trim().split("\r\n");
    assertEquals(csv.length - 1, past.items.length);
    return past.items.length;
  };
  const [day, next] = ["2026-11-22", "2026-11-23"];
  assertEquals([await found(day, "Pacific/Auckland"), await found(next, "Pacific/Auckland")], [0, 1]);
  assertEquals([await found(day, "Asia/Kolkata"), await found(next, "Asia/Kolkata")], [1, 0]);
  // Nobody knows where that is.
  assertEquals([await found(day, "Moon/North"), await found(next, "Moon/North")], [1, 0]);
  const { status, body } = await server.get("/transactions?from=2026-02-30");
  assertEquals([status, String(body).includes("from: Expected a day or a time")], [400, true]);
});
