/** The bulk that a bench is seeded with is what the store would hold, had it been told session by session. */
import { assertEquals } from "@std/assert";
import { aStore } from "../arrange.ts";
import { idOf, PastSessions } from "./seed_past.ts";
import { type Plan, session } from "./seed_plan.ts";

const SESSIONS = 300;
const plan: Plan = { seed: "1", chargers: 7, transactions: SESSIONS + 7, until: Date.parse("2026-11-22T12:00:00Z") };

/** Everything but what belongs to the process that wrote it. */
async function contents(kv: Deno.Kv): Promise<[string, unknown][]> {
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  return entries.filter(({ key: [kind] }) => kind !== "instance").map(({ key, value }) => [key.join(), value]);
}

Deno.test("sessions written in bulk, also twice and in parts, are those that the store writes", async () => {
  let told = 0;
  await using store = await aStore({ ids: { ulidAt: () => idOf(plan, told), unique: () => "here" } });
  await using bulk = await aStore({ ids: { ulidAt: () => "", unique: () => "here" } });
  for (; told < SESSIONS; told++) {
    const { chargerId, start, stop } = session(plan, told);
    const transactionId = await store.transactions.numberFor(chargerId, start, start.receivedAt);
    await store.transactions.start(chargerId, { ...start, transactionId });
    await store.transactions.stop(chargerId, { ...stop!, transactionId });
  }
  await new PastSessions(bulk.kv, plan, {}).write(0, 100);
  const sums = {};
  for (const from of [0, 150]) await new PastSessions(bulk.kv, plan, sums).write(from, from + 150);
  assertEquals(await contents(bulk.kv), await contents(store.kv));
});
