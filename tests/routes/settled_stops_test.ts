/** Stops that fit no transaction: what an operator makes of them. */
import { assertEquals } from "@std/assert";
import type { Page, TransactionView, UnmatchedStopView } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

const AN_HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString();

/** A charger on which two sessions run, and which ended one by a number that neither has. */
async function aStrayStop(server: TestServer) {
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  for (const connectorId of [1, 2]) {
    const timestamp = new Date(Date.now() - 7_200_000).toISOString();
    await charger.call("StartTransaction", { connectorId, idTag: "T", meterStart: 1000, timestamp });
  }
  const stop = { transactionId: 990_001, meterStop: 5_000, timestamp: AN_HOUR_AGO, reason: "EVDisconnected" };
  await charger.call("StopTransaction", stop);
  const [{ id }] = await waiting(server);
  return { charger, stop, url: `/api/chargers/CP-1/unmatched-stops/${id}` };
}

async function waiting(server: TestServer): Promise<UnmatchedStopView[]> {
  return ((await server.get("/api/unmatched-stops")).body as Page<UnmatchedStopView>).items;
}

async function running(server: TestServer): Promise<TransactionView[]> {
  return ((await server.get("/api/transactions?state=active")).body as Page<TransactionView>).items;
}

const assign = (server: TestServer, url: string, transactionId: string) =>
  server.get(`${url}/assign`, { method: "POST", body: JSON.stringify({ transactionId }) });

Deno.test("a stop that is dismissed is listed no longer, also when its charger says it again", async () => {
  await using server = await aServer();
  const { charger, stop, url } = await aStrayStop(server);
  assertEquals((await server.get(url, { method: "DELETE" })).status, 204);
  assertEquals(await waiting(server), []);
  await charger.call("StopTransaction", stop);
  assertEquals(await waiting(server), []);
  assertEquals((await server.get(url, { method: "DELETE" })).status, 404);
  await charger[Symbol.asyncDispose]();
});

Deno.test("a stop that is assigned ends that transaction with its time and meter, and says who did it", async () => {
  await using server = await aServer();
  const { charger, url } = await aStrayStop(server);
  const [one, other] = await running(server);
  const { status, body } = await assign(server, url, one.id);
  const ended = body as TransactionView;
  assertEquals([status, ended.state, ended.endedAt, ended.energyWh], [200, "ended", AN_HOUR_AGO, 4_000]);
  assertEquals([ended.stopReason, ended.notes.length], ["EVDisconnected", 1]);
  assertEquals((await running(server)).map(({ id }) => id), [other.id]);
  assertEquals(await waiting(server), []);
  await charger[Symbol.asyncDispose]();
});

Deno.test("a stop is not assigned to what it cannot have meant", async () => {
  await using server = await aServer();
  const { charger, url } = await aStrayStop(server);
  await using elsewhere = await RawCharger.connect(`${server.endpoint}/CP-2`);
  const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: AN_HOUR_AGO };
  const { transactionId } = await elsewhere.call("StartTransaction", start) as { transactionId: number };
  assertEquals((await assign(server, url, String(transactionId))).status, 409);
  assertEquals((await assign(server, url, "4711")).status, 404);
  assertEquals((await assign(server, `${url}X`, String(transactionId))).status, 404);
  await charger.call("StartTransaction", { ...start, connectorId: 3, meterStart: 9_000 });
  const [tooHigh] = await running(server);
  assertEquals((await assign(server, url, tooHigh.id)).status, 409);
  assertEquals((await waiting(server)).length, 1);
  await charger[Symbol.asyncDispose]();
});
