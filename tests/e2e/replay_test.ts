/** What chargers tell again after an outage, word for word under new message ids, happens once. */
import { assertEquals } from "@std/assert";
import { samplesOf } from "../arrange.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

const CHARGERS = 20;
const SESSIONS_EACH = 50;
const SAMPLES_EACH = 3;
const SESSION_WH = 500;
const BEGAN_AT = Date.now() - 5 * 3_600_000;

const timeOf = (session: number, step: number) => new Date(BEGAN_AT + session * 300_000 + step * 60_000).toISOString();

/** Tells all sessions of a charger from the first to the last, and returns their numbers. */
async function tellAll(endpoint: string, id: string): Promise<number[]> {
  await using charger = await RawCharger.connect(`${endpoint}/${id}`);
  const numbers: number[] = [];
  for (let session = 0; session < SESSIONS_EACH; session++) {
    const meterStart = session * 1_000;
    const start = { connectorId: 1, idTag: `T${session % 7}`, meterStart, timestamp: timeOf(session, 0) };
    const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
    for (let step = 1; step <= SAMPLES_EACH; step++) {
      const sampledValue = [{ value: String(meterStart + step * 100) }];
      const meterValue = [{ timestamp: timeOf(session, step), sampledValue }];
      await charger.call("MeterValues", { connectorId: 1, transactionId, meterValue });
    }
    const stop = { transactionId, meterStop: meterStart + SESSION_WH, timestamp: timeOf(session, SAMPLES_EACH + 1) };
    await charger.call("StopTransaction", stop);
    numbers.push(transactionId);
  }
  return numbers;
}

function tellEverything({ endpoint }: TestServer): Promise<number[][]> {
  return Promise.all(Array.from({ length: CHARGERS }, (_, i) => tellAll(endpoint, `CP-${i}`)));
}

async function count(server: TestServer) {
  const { store } = server.services;
  let [transactions, energyWh, samples] = [0, 0, 0];
  let after: string | undefined;
  do {
    const page = await store.transactionLists.page({}, { limit: 500, after });
    transactions += page.items.length;
    energyWh += page.items.reduce(
      (sum, { meterStartWh, meterStopWh }) => sum + (meterStopWh ?? NaN) - (meterStartWh ?? NaN),
      0,
    );
    after = page.next ?? undefined;
  } while (after !== undefined);
  for (let i = 0; i < CHARGERS; i++) {
    samples += (await samplesOf(store, `CP-${i}`)).length;
  }
  const days = await store.stats.days(BEGAN_AT, Date.now());
  const summed = days.map(({ started, ended, energyWh }) => [started, ended, energyWh]).reduce((a, b) =>
    a.map((value, i) => value + b[i])
  );
  return { transactions, energyWh, samples, summed };
}

Deno.test("1,000 sessions told three times are 1,000 transactions, and count once in every sum", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const sessions = CHARGERS * SESSIONS_EACH;
  const energyWh = sessions * SESSION_WH;
  const wanted = {
    transactions: sessions,
    energyWh,
    samples: sessions * SAMPLES_EACH,
    summed: [sessions, sessions, energyWh],
  };
  let first: number[][];
  {
    await using server = await aServer({ kv: await Deno.openKv(path) });
    first = await tellEverything(server);
    assertEquals(await tellEverything(server), first);
    assertEquals(await count(server), wanted);
  }
  {
    await using server = await aServer({ kv: await Deno.openKv(path) });
    assertEquals(await tellEverything(server), first);
    assertEquals(await count(server), wanted);
    assertEquals(new Set(first.flat()).size, sessions);
  }
  await Deno.remove(path);
});
