/** Several instances of the program over one store, as on Deno Deploy. */
import { assertEquals } from "@std/assert";
import { readConfig } from "../../lib/config.ts";
import { createIds } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { openServices, type Services } from "../../lib/services.ts";
import { HeldClock, LoopbackSocket, NOON } from "../arrange.ts";

/** Two instances that know of each other. `later` lets time pass for both, and what it brings about. */
async function twoInstances() {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const config = readConfig({}, { isTerminal: false, isDeploy: false });
  const open = async () => {
    const kv = await Deno.openKv(path);
    return { kv, services: await openServices(kv, { config, clock, ids: createIds(), log: silentLog }) };
  };
  const [a, b] = [await open(), await open()];
  const later = async (ms: number) => {
    clock.pass(ms);
    for (const { services: { store } } of [a, b]) {
      await store.instances.settled();
      await store.pulses.settled();
    }
  };
  await later(10_000);
  return { a, b, clock, later, path };
}

/** A charger on an instance that sends a message and waits for its answer. */
function aCharger({ endpoint }: Services) {
  const [near, far] = LoopbackSocket.pair();
  endpoint.serve(near, {
    type: "admitted",
    chargerId: "CP-1",
    address: null,
    protocol: "ocpp1.6",
    isNamed: true,
    odd: [],
  });
  const call = (action: string, payload: unknown) => {
    const answer = new Promise<unknown>((resolve) => far.onmessage = ({ data }) => resolve(JSON.parse(data)[2]));
    far.send(JSON.stringify([2, "1", action, payload]));
    return answer;
  };
  return { call, socket: far };
}

const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: new Date(NOON).toISOString() };

Deno.test("what a charger does on one instance is seen on another within two seconds", async () => {
  const { a, b, clock, later, path } = await twoInstances();
  const { call } = aCharger(a.services);
  const { transactionId } = await call("StartTransaction", start) as { transactionId: number };
  await call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" });
  const timestamp = new Date(clock.now()).toISOString();
  await call("MeterValues", { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: "70" }] }] });
  await later(1_000);
  await later(1_000);
  const seen = b.services.fleet.view("CP-1");
  assertEquals([seen?.online, seen?.connectors[0].status, seen?.connectors[0].reading?.energyWh], [
    true,
    "Charging",
    70,
  ]);
  assertEquals(b.services.fleet.active().map((one) => one.energyWh), [70]);

  await call("StopTransaction", { transactionId, meterStop: 80, timestamp });
  await later(1_000);
  await later(1_000);
  assertEquals(b.services.fleet.active(), []);
  for (const { services } of [a, b]) await services.close();
  await Deno.remove(path);
});

Deno.test("samples that one instance holds in its journal can be read on another at once", async () => {
  const { a, b, path } = await twoInstances();
  const timestamp = new Date(NOON).toISOString();
  const meterValue = [{ timestamp, sampledValue: [{ value: "5" }] }];
  await aCharger(a.services).call("MeterValues", { connectorId: 1, meterValue });
  const { items } = await b.services.reads.samples("CP-1", 1, { from: 0, limit: 10 });
  assertEquals(items, [{ at: timestamp, energyWh: 5 }]);
  for (const { services } of [a, b]) await services.close();
  await Deno.remove(path);
});

Deno.test("the chargers of an instance that died are offline when its lease has ended", async () => {
  const { a, b, clock, later, path } = await twoInstances();
  await aCharger(a.services).call("Heartbeat", {});
  await later(1_000);
  await later(1_000);
  assertEquals(b.services.fleet.view("CP-1")?.online, true);
  a.kv.close();
  clock.pass(40_000);
  await b.services.store.instances.settled();
  assertEquals(b.services.fleet.view("CP-1")?.online, false);
  await b.services.close();
  await Deno.remove(path);
});

Deno.test("a clock that jumps ahead lets no instance die that renews its lease", async () => {
  const { a, b, clock, later, path } = await twoInstances();
  await aCharger(a.services).call("Heartbeat", {});
  clock.jump(3_600_000);
  const instances = [a.services.store.instances, b.services.store.instances];
  for (const { id } of instances) assertEquals((await instances[1].living()).has(id), true);
  // KV takes what it holds for expired at such a jump, the leases too.
  await a.kv.delete(["instance", instances[0].id]);
  assertEquals((await instances[1].living()).has(instances[0].id), true);
  for (let i = 0; i < 10; i++) await later(10_000);
  assertEquals(b.services.fleet.view("CP-1")?.online, true);
  for (const { services } of [a, b]) await services.close();
  await Deno.remove(path);
});

Deno.test("a clock that is set back lets no dead instance live on", async () => {
  const { a, b, clock, later, path } = await twoInstances();
  await aCharger(a.services).call("Heartbeat", {});
  await later(1_000);
  clock.jump(-3_600_000);
  a.kv.close();
  clock.pass(40_000);
  await b.services.store.instances.settled();
  assertEquals(b.services.fleet.view("CP-1")?.online ?? false, false);
  assertEquals([...await b.services.store.instances.living()], [b.services.store.instances.id]);
  await b.services.close();
  await Deno.remove(path);
});

Deno.test("a repeated start gets its number also when it comes to another instance", async () => {
  const { a, b, path } = await twoInstances();
  const first = await aCharger(a.services).call("StartTransaction", start);
  assertEquals(await aCharger(b.services).call("StartTransaction", start), first);
  for (const { services } of [a, b]) await services.close();
  await Deno.remove(path);
});
