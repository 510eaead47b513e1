/** Bulk commands when a server ends in their midst, or when several share a store. */
import { assertEquals } from "@std/assert";
import { type BulkCommand, NO_COUNTS } from "../../lib/domain/bulk_command.ts";
import type { Command } from "../../lib/domain/command.ts";
import { firstUlidAt } from "../../lib/ids.ts";
import type { Services } from "../../lib/services.ts";
import { AT_A_TIME } from "../../lib/bulk_run.ts";
import { NOON } from "../arrange.ts";
import { bulk, chargersOf, isOver, ObedientCharger, post, untilTold } from "../bulk.ts";
import { aServer, type TestServer } from "../server.ts";
import { aCharger, twoInstances } from "../two_instances.ts";

const ID = "01BX5ZZKBKACTAV9WEVGEMMVRZ";

function aBulk(given: Partial<BulkCommand>): BulkCommand {
  return {
    v: 1,
    id: ID,
    action: "Reset",
    payload: { type: "Hard" },
    isPayloadKept: true,
    askedBy: "ann",
    askedAt: NOON,
    retryOf: null,
    chargers: 5,
    instance: "GONE",
    state: "running",
    stoppedBy: null,
    endedAt: null,
    counts: NO_COUNTS,
    ...given,
  };
}

function aCommand(given: Partial<Command> & { chargerId: string }): Command {
  return {
    v: 1,
    id: firstUlidAt(NOON),
    action: "Reset",
    payload: { type: "Hard" },
    askedBy: "ann",
    askedAt: NOON,
    settledAt: null,
    state: "sent",
    response: null,
    error: null,
    isLate: false,
    bulkId: ID,
    ...given,
  };
}

/** As a server leaves it that is killed while it asks: one answered, three asked, one not asked. */
async function leaveBehind({ store }: Services, given: Partial<BulkCommand> = {}): Promise<void> {
  const stored = store.bulkCommands;
  const chargerIds = ["CP-1", "CP-2", "CP-3", "CP-4", "CP-5"];
  const kept = await stored.add(aBulk(given), chargerIds);
  for (const [n, chargerId] of chargerIds.slice(0, 4).entries()) {
    const charger = { v: 1, chargerId, reason: null, detail: null, commandId: null, at: NOON, isLate: false } as const;
    const claim = await stored.claim(kept, n, { ...charger, state: "asked" });
    if (n === 0) await stored.settle(ID, n, { claim: claim!, charger: { ...charger, state: "done" } });
  }
  const settled = { settledAt: NOON, state: "answered", response: { status: "Accepted" } } as const;
  await store.commands.put(aCommand({ chargerId: "CP-2", ...settled }));
  // The newest of CP-4 belongs to something else.
  await store.commands.put(aCommand({ chargerId: "CP-3" }));
  await store.commands.put(aCommand({ chargerId: "CP-4", bulkId: null, ...settled }));
}

async function results(server: TestServer): Promise<[string, string, string | null][]> {
  return (await chargersOf(server, ID)).items.map(({ chargerId, state, reason }) => [chargerId, state, reason]);
}

Deno.test("after a crash it is told of each charger whether it was asked, and nobody is asked any more", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  {
    await using before = await aServer({ kv: await Deno.openKv(path) });
    await leaveBehind(before.services);
  }
  await using server = await aServer({ kv: await Deno.openKv(path) });
  await using charger = await ObedientCharger.connect(server, "CP-5");
  const ended = await untilTold(server, ID, isOver);
  assertEquals([ended.state, ended.counts], [
    "interrupted",
    { done: 2, refused: 0, unanswered: 0, unsent: 1, unknown: 1, waiting: 1 },
  ]);
  assertEquals(await results(server), [
    ["CP-1", "done", null],
    ["CP-2", "done", "Accepted"],
    ["CP-3", "unknown", "sent"],
    ["CP-4", "unsent", "interrupted"],
    ["CP-5", "waiting", null],
  ]);
  assertEquals(await Array.fromAsync(server.kv.list({ prefix: ["bulk_running"] })), []);
  assertEquals(await Array.fromAsync(server.kv.list({ prefix: ["bulk_count"] })), []);
  assertEquals(charger.heard, []);
  const { body } = await post(server, `/${ID}/retry`);
  assertEquals([body.chargers, body.retryOf], [3, ID]);
  await untilTold(server, body.id, isOver);
  assertEquals(charger.heard, [{ action: "Reset", payload: { type: "Hard" } }]);
  await Deno.remove(path);
});

Deno.test("a server that ends in good order asks no more, and says what it sent", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const server = await aServer({ kv: await Deno.openKv(path) });
  const chargers: ObedientCharger[] = [];
  for (let n = 0; n < AT_A_TIME + 2; n++) {
    chargers.push(await ObedientCharger.connect(server, `CP-${n + 10}`, () => null));
  }
  const { body: { id } } = await post(server, "", { action: "ClearCache", filter: {} });
  while (chargers.filter(({ heard }) => heard.length > 0).length < AT_A_TIME) await chargers[0].call("Heartbeat", {});
  await server.stop();
  for (const charger of chargers) await charger[Symbol.asyncDispose]();
  await using after = await aServer({ kv: await Deno.openKv(path) });
  const { state, counts } = await bulk(after, id);
  assertEquals([state, counts.unanswered, counts.waiting], ["interrupted", AT_A_TIME, 2]);
  assertEquals((await chargersOf(after, id)).items.filter(({ reason }) => reason === "lost").length, AT_A_TIME);
  await Deno.remove(path);
});

Deno.test("what is worked on elsewhere is left alone as long as that instance lives, and ended when it does not", async () => {
  const { a, b, clock, later, end } = await twoInstances();
  await leaveBehind(a.services, { instance: "OTHER" });
  const state = async () => (await a.services.bulkCommands.find(ID))?.state;
  const looks = async () => {
    await later(10_000);
    for (const { services } of [a, b]) await services.bulkCommands.looked();
  };
  for (let i = 0; i < 6; i++) {
    await a.kv.set(["instance", "OTHER"], { v: 1, renewedAt: clock.now() });
    await looks();
  }
  assertEquals(await state(), "running");
  await b.services.bulkCommands.stop(ID, "bob");
  assertEquals(await state(), "stopping");
  for (let i = 0; i < 8; i++) await looks();
  const left = await a.services.bulkCommands.find(ID);
  assertEquals([left?.state, left?.stoppedBy, left?.counts.waiting], ["stopped", "bob", 1]);
  await end();
});

Deno.test("an operator of one instance stops what another one works on", async () => {
  const { a, b, later, end } = await twoInstances();
  const { call, socket } = aCharger(a.services);
  await call("Heartbeat", {});
  await later(1_000);
  await later(1_000);
  const asked = new Promise<[number, string]>((resolve) => socket.onmessage = ({ data }) => resolve(JSON.parse(data)));
  const targets = { type: "named" as const, chargerIds: ["CP-1"] };
  const started = await a.services.bulkCommands.ask({ action: "ClearCache", payload: {}, targets, askedBy: "ann" });
  if (started.type !== "started") throw new Error(started.type);
  const { id } = started.bulk;
  const [, call1] = await asked;
  const stopped = await b.services.bulkCommands.stop(id, "bob");
  assertEquals(stopped?.type === "stopped" && stopped.bulk.stoppedBy, "bob");
  socket.send(JSON.stringify([3, call1, { status: "Accepted" }]));
  while ((await b.services.bulkCommands.find(id))?.endedAt === null) await later(250);
  const found = await b.services.bulkCommands.find(id);
  assertEquals([found?.state, found?.stoppedBy, found?.counts.done], ["ended", "bob", 1]);
  await end();
});

Deno.test("a charger is asked only on the condition that nobody stopped the bulk command or took it over", async () => {
  await using server = await aServer();
  const { store, bulkCommands } = server.services;
  const stored = store.bulkCommands;
  const mine = await stored.add(aBulk({ instance: "ALIVE" }), ["CP-1", "CP-2", "CP-3", "CP-4", "CP-5"]);
  const charger = {
    v: 1,
    chargerId: "CP-1",
    reason: null,
    detail: null,
    commandId: null,
    at: NOON,
    isLate: false,
  } as const;
  const claim = await stored.claim(mine, 0, { ...charger, state: "asked" });
  assertEquals(await stored.settle(ID, 0, { claim: claim!, charger: { ...charger, state: "done" } }), true);
  assertEquals(await stored.settle(ID, 0, { claim: claim!, charger: { ...charger, state: "refused" } }), false);
  await bulkCommands.stop(ID, null);
  assertEquals(await stored.claim(mine, 1, { ...charger, chargerId: "CP-2", state: "asked" }), null);
  assertEquals((await bulkCommands.find(ID))?.counts, {
    done: 1,
    refused: 0,
    unanswered: 0,
    unsent: 0,
    unknown: 0,
    waiting: 4,
  });
});
