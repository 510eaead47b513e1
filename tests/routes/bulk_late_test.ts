/** What chargers answer to a bulk command when their time is over. */
import { assertEquals } from "@std/assert";
import type { BulkEnd } from "../../lib/domain/bulk_command.ts";
import { chargersOf, isOver, ObedientCharger, post, untilTold } from "../bulk.ts";
import { NOON } from "../arrange.ts";
import { aServer, type TestServer } from "../server.ts";

const RESET = { action: "Reset", payload: { type: "Soft" } };
const NONE = { done: 0, refused: 0, unanswered: 0, unsent: 0, unknown: 0, waiting: 0 };

/** One whose answers wait until it is told to give them. */
async function aSlowCharger(server: TestServer, id: string, status = "Accepted") {
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  const charger = await ObedientCharger.connect(server, id, () => promise.then(() => ({ status })));
  return { charger, answer, [Symbol.asyncDispose]: () => charger[Symbol.asyncDispose]() };
}

async function rows(server: TestServer, id: string, query = "") {
  const { items } = await chargersOf(server, id, query);
  return items.map(({ chargerId, state, reason, isLate }) => [chargerId, state, reason, isLate]);
}

Deno.test("a charger that answers when the bulk command is over has done what it says, and is not asked again", async () => {
  await using server = await aServer({ settings: { CALL_TIMEOUT_S: "1" } });
  await using yes = await aSlowCharger(server, "CP-1");
  await using no = await aSlowCharger(server, "CP-2", "Rejected");
  const { body: { id } } = await post(server, "", { ...RESET, filter: {} });
  const ended = await untilTold(server, id, isOver);
  assertEquals([ended.state, ended.counts], ["ended", { ...NONE, unanswered: 2 }]);
  assertEquals(await rows(server, id, "?failed=true"), [
    ["CP-1", "unanswered", "timeout", false],
    ["CP-2", "unanswered", "timeout", false],
  ]);
  yes.answer();
  no.answer();
  const late = await untilTold(server, id, ({ counts }) => counts.unanswered === 0);
  assertEquals([late.state, late.endedAt, late.counts], ["ended", ended.endedAt, { ...NONE, done: 1, refused: 1 }]);
  assertEquals(await rows(server, id), [
    ["CP-1", "done", "Accepted", true],
    ["CP-2", "refused", "Rejected", true],
  ]);
  assertEquals(await rows(server, id, "?failed=true"), [["CP-2", "refused", "Rejected", true]]);
  assertEquals(await Array.fromAsync(server.kv.list({ prefix: ["bulk_count"] })), []);
  const { body: again } = await post(server, `/${id}/retry`);
  await untilTold(server, again.id, isOver);
  assertEquals([again.chargers, yes.charger.heard.length, no.charger.heard.length], [1, 1, 2]);
});

Deno.test("a charger that answers late while others are asked is counted as what it says", async () => {
  await using server = await aServer({ settings: { CALL_TIMEOUT_S: "2" } });
  await using late = await aSlowCharger(server, "CP-1");
  await using busy = await aSlowCharger(server, "CP-2");
  const before = server.get("/api/chargers/CP-2/commands/Reset", {
    method: "POST",
    body: JSON.stringify(RESET.payload),
  });
  // It is asked once more only when the time of that one is over.
  while (busy.charger.heard.length === 0) await busy.charger.call("Heartbeat", {});
  const { body: { id } } = await post(server, "", { ...RESET, filter: {} });
  const told = await untilTold(server, id, ({ counts }) => counts.unanswered === 1);
  assertEquals([told.state, told.counts], ["running", { ...NONE, unanswered: 1, waiting: 1 }]);
  late.answer();
  const after = await untilTold(server, id, ({ counts }) => counts.done === 1);
  assertEquals([after.state, after.counts], ["running", { ...NONE, done: 1, waiting: 1 }]);
  busy.answer();
  assertEquals((await untilTold(server, id, isOver)).counts, { ...NONE, done: 2 });
  assertEquals(await rows(server, id), [["CP-1", "done", "Accepted", true], ["CP-2", "done", "Accepted", false]]);
  assertEquals((await before).status, 504);
});

Deno.test("a late answer that overtakes the end of its own time, or meets the end of all, is counted once", async () => {
  await using server = await aServer();
  const stored = server.services.store.bulkCommands;
  const id = "01BX5ZZKBKACTAV9WEVGEMMVRZ";
  const chargerIds = ["CP-1", "CP-2", "CP-3"];
  const kept = await stored.add({
    v: 1,
    id,
    ...RESET,
    isPayloadKept: true,
    askedBy: null,
    askedAt: NOON,
    retryOf: null,
    chargers: chargerIds.length,
    instance: server.services.store.instances.id,
    state: "running",
    stoppedBy: null,
    endedAt: null,
    counts: { done: 0, refused: 0, unanswered: 0, unsent: 0, unknown: 0 },
  }, chargerIds);
  const end = (n: number, state: BulkEnd["state"]) => ({
    state,
    reason: null,
    detail: null,
    commandId: `C-${n}`,
    at: NOON,
  });
  const asked = { v: 1, state: "asked", reason: null, detail: null, commandId: null, at: NOON, isLate: false } as const;
  for (const [n, chargerId] of chargerIds.entries()) {
    const claim = await stored.claim(kept, n, { ...asked, chargerId });
    if (n === 0) assertEquals((await stored.settleLate(id, n, end(n, "done")))?.before, "asked");
    const charger = { ...asked, chargerId, ...end(n, "unanswered") };
    assertEquals(await stored.settle(id, n, { claim: claim!, charger }), n > 0);
    assertEquals((await stored.lateOf(id, n))?.state, n === 0 ? "done" : undefined);
  }
  assertEquals(await stored.settleLate(id, 1, { ...end(1, "done"), commandId: "another" }), null);
  const read = server.kv.getMany.bind(server.kv);
  server.kv.getMany = async (wanted, options) => {
    server.kv.getMany = read;
    const found = await read(wanted, options);
    await stored.settleLate(id, 1, end(1, "done"));
    return found;
  };
  await stored.change(id, (bulk) => ({ ...bulk, state: "ended", endedAt: NOON }));
  await Promise.all([stored.settleLate(id, 2, end(2, "refused")), stored.settleLate(id, 2, end(2, "refused"))]);
  assertEquals((await stored.find(id))?.counts, { done: 2, refused: 1, unanswered: 0, unsent: 0, unknown: 0 });
  assertEquals(await Array.fromAsync(server.kv.list({ prefix: ["bulk_count"] })), []);
});
