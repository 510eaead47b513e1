/**
 * What a page or list costs: how many keys KV reads for it. The bounds stand beside the addresses, and hold however much is
 * stored; they are held against a store with ten times the sessions of another.
 */
import { assertEquals } from "@std/assert";
import { chargerId } from "../bench/seed_plan.ts";
import { CountingKv, total } from "../counting_kv.ts";
import { aStart, aStop, HeldClock, NOON, samples } from "../arrange.ts";
import { aServer, type TestServer } from "../server.ts";

const CHARGERS = 5;
const FEW = 400;
const MANY = 4_000;
const MINUTE_MS = 60_000;

/**
 * Keys read for a page of ten of the large store: exactly so many, and of the small one no more. Of a list of transactions an
 * index entry and a record are two.
 */
const EXACT: [path: string, keys: number][] = [
  ["/", 5],
  ["/chargers", 0],
  [`/chargers/${chargerId(1)}`, 135],
  ["/transactions?limit=10", 30],
  ["/api/chargers?limit=10", 0],
  ["/api/stats", 12],
  ["/api/stats?from=2026-01-01&to=2026-11-22", 12],
  ["/api/transactions?limit=10", 10],
  ["/api/transactions?limit=10&state=ended", 30],
  ["/api/transactions?limit=10&state=active", 0],
  [`/api/transactions?limit=10&chargerId=${chargerId(1)}`, 20],
  [`/api/transactions?limit=10&chargerId=${chargerId(1)}&state=ended`, 30],
  [`/api/transactions?limit=10&chargerId=${chargerId(1)}&connectorId=1`, 44],
  [`/api/transactions?limit=10&chargerId=${chargerId(1)}&idTag=TAG-1`, 168],
  ["/api/transactions?limit=10&idTag=TAG-1", 20],
  ["/api/transactions?limit=10&idTag=TAG-1&connectorId=2", 20],
  ["/api/transactions?limit=10&connectorId=2", 30],
  ["/api/transactions?limit=10&from=2026-11-20&to=2026-11-24", 10],
  ["/api/tags?limit=10", 11],
  ["/api/reservations?limit=10", 11],
  [`/api/chargers/${chargerId(1)}/commands?limit=10`, 11],
  [`/api/chargers/${chargerId(1)}/samples?limit=10&from=2026-01-01`, 21],
  // What hardly any session has is looked for so far, and then further on the next page.
  ["/api/transactions?limit=10&connectorId=9", 2_130],
  ["/api/transactions?limit=10&idTag=NOBODY", 1],
  [`/api/transactions?limit=10&chargerId=${chargerId(1)}&idTag=NOBODY`, 800],
  ["/api/tags?limit=10&q=nobody", 2_000],
];

/** `count` sessions of a few chargers, a minute apart, the last ones running; as many tags, reservations and commands. */
async function aFilledServer(count: number): Promise<{ server: TestServer; counting: CountingKv }> {
  // What is read on the side at start, by the clock, or of who asks, is no part of a page.
  const passedOver = [
    "message",
    "instance",
    "schema",
    "pulse",
    "journal",
    "session",
    "letter",
    "bulk_running",
    "operator",
  ];
  const counting = await CountingKv.open(passedOver);
  // By the sessions' own time: what the last days hold must not hang on the day of the test.
  const server = await aServer({ kv: counting.kv, clock: new HeldClock() });
  const { store, operations } = server.services;
  for (let i = 0; i < CHARGERS; i++) await operations.addCharger(chargerId(i), {});
  await store.tags.put(Array.from({ length: count }, (_, i) => ({
    v: 1 as const,
    idTag: `T${String(i).padStart(6, "0")}`,
    label: null,
    blocked: false,
    expiresAt: null,
    parentIdTag: null,
    maxActiveTransactions: null,
  })));
  await Promise.all(Array.from({ length: CHARGERS }, async (_, i) => {
    for (let n = i; n < count; n += CHARGERS) await aSession(server, n, count);
  }));
  await store.addSamples(chargerId(1), 1, samples(count, { everyMs: MINUTE_MS }));
  await store.folded();
  counting.take();
  return { server, counting };
}

/** Its charger has two connectors and eight drivers. */
async function aSession({ services: { store } }: TestServer, n: number, count: number): Promise<void> {
  const id = chargerId(n % CHARGERS);
  const at = NOON + (n - count) * MINUTE_MS;
  const isLast = n >= count - CHARGERS;
  const start = { at, chargerAt: at, receivedAt: at, connectorId: isLast ? 3 : n % 2 + 1, idTag: `TAG-${n % 8}` };
  const transactionId = await store.transactions.numberFor(id, aStart(start), at);
  await store.transactions.start(id, aStart({ ...start, transactionId }));
  if (!isLast) await store.transactions.stop(id, aStop({ transactionId, at: at + 1_000, receivedAt: at + 1_000 }));
  await store.reservations.put({
    v: 1,
    reservationId: n,
    chargerId: id,
    connectorId: 1,
    idTag: "T",
    parentIdTag: null,
    expiresAt: at,
    status: "Active",
    reservedAt: at,
  });
  await store.commands.put({
    v: 1,
    id: `0${String(n).padStart(25, "0")}`,
    chargerId: id,
    action: "Reset",
    payload: {},
    askedBy: null,
    askedAt: at,
    settledAt: at,
    state: "answered",
    response: {},
    error: null,
    isLate: false,
    bulkId: null,
  });
}

Deno.test("a page reads so many keys of a large store, and no more of a small one", async (t) => {
  for (const count of [FEW, MANY]) {
    const { server, counting } = await aFilledServer(count);
    await using _ = server;
    for (const [path, keys] of EXACT) {
      await t.step(`${path} of ${count} sessions`, async () => {
        counting.take();
        assertEquals((await server.get(path)).status, 200);
        const taken = counting.take();
        const read = total(taken, "read");
        const isRight = count === MANY ? read === keys : read <= keys;
        assertEquals(isRight, true, `${read} keys: ${JSON.stringify(taken.kinds)}`);
      });
    }
  }
});
