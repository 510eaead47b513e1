/** Lists of transactions in a store that holds more than a page may look at. */
import { assertEquals } from "@std/assert";
import { newTransaction } from "../../lib/domain/transaction_start.ts";
import { firstUlidAt } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { migrate } from "../../lib/store/migrations.ts";
import type { TransactionFilter } from "../../lib/store/transaction_lists.ts";
import { aStart, aStop, aStore, NOON, type TestStore } from "../arrange.ts";

const SECOND = 1_000;

/** Puts transactions straight into KV, as the store keeps them; the oldest is on connector 9 and of the tag RARE. */
async function fill(store: TestStore, count: number): Promise<void> {
  for (let from = 0; from < count; from += 200) {
    const atomic = store.kv.atomic();
    for (let n = from; n < Math.min(count, from + 200); n++) {
      const at = NOON + n * SECOND;
      const id = firstUlidAt(at);
      const [connectorId, idTag] = n === 0 ? [9, "RARE"] : [1, "USUAL"];
      const fact = aStart({ at, connectorId, idTag });
      atomic.set(["transaction", id], newTransaction(id, { chargerId: "CP-1", connectorId, registerWh: null }, fact));
      atomic.set(["transaction_by_charger", "CP-1", id], { connectorId, idTag });
    }
    await atomic.commit();
  }
}

Deno.test("what one of thousands has is found on a later page, and no page looks at them all", async () => {
  await using store = await aStore();
  await fill(store, 4_000);
  const rare: TransactionFilter[] = [{ connectorId: 9 }, { chargerId: "CP-1", idTag: "rare" }];
  for (const filter of rare) {
    const first = await store.transactionLists.page(filter, { limit: 10 });
    assertEquals(first.items, []);
    const second = await store.transactionLists.page(filter, { limit: 10, after: first.next! });
    assertEquals(second.items.map(({ idTag }) => idTag), ["RARE"]);
    assertEquals(second.next, null);
  }
});

Deno.test("an index entry of before it told connector and tag is followed to its record", async () => {
  await using store = await aStore();
  await fill(store, 3);
  await store.kv.set(["transaction_by_charger", "CP-1", firstUlidAt(NOON)], null);
  const { items } = await store.transactionLists.page({ chargerId: "CP-1", connectorId: 9 }, { limit: 10 });
  assertEquals(items.map(({ connectorId }) => connectorId), [9]);
});

Deno.test("unmatched stops of all chargers come newest first, also those of an older store", async () => {
  await using store = await aStore();
  const stopAt = (charger: string, n: number) =>
    store.transactions.stop(charger, aStop({ transactionId: -n, receivedAt: NOON + n * SECOND }));
  await stopAt("CP-1", 1);
  await stopAt("CP-9", 2);
  await stopAt("CP-5", 3);
  const newest = async () =>
    (await store.transactionLists.unmatchedStops(null, { limit: 2 })).map(({ chargerId }) => chargerId);
  assertEquals(await newest(), ["CP-5", "CP-9"]);
  for await (const { key } of store.kv.list({ prefix: ["unmatched_stop_by_time"] })) await store.kv.delete(key);
  await store.kv.set(["schema"], 1);
  await migrate(store.kv, silentLog);
  assertEquals(await newest(), ["CP-5", "CP-9"]);
});
