/** Several instances of the program over one store, as on Deno Deploy. */
import { assertEquals } from "@std/assert";
import { NOON } from "../arrange.ts";
import { aCharger, twoInstances } from "../two_instances.ts";

const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: new Date(NOON).toISOString() };

Deno.test("what a charger does on one instance is seen on another within two seconds", async () => {
  const { a, b, clock, later, end } = await twoInstances();
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
  assertEquals(b.services.reads.running({}, { limit: 5 }).items.map((one) => one.energyWh), [70]);

  await call("StopTransaction", { transactionId, meterStop: 80, timestamp });
  await later(1_000);
  await later(1_000);
  assertEquals(b.services.reads.running({}, { limit: 5 }).items, []);
  await end();
});

Deno.test("what an operator decided on another instance a moment ago holds for the next boot, and is not written over", async () => {
  const { a, b, end } = await twoInstances();
  const { call } = aCharger(a.services);
  await call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  await b.services.operations.changeCharger("CP-1", { label: "Yard", registration: "Rejected" });
  const answer = await call("BootNotification", { chargePointVendor: "A", chargePointModel: "C" });
  assertEquals((answer as { status: string }).status, "Rejected");
  const stored = await b.services.store.chargers.find("CP-1");
  assertEquals([stored?.label, stored?.registration, stored?.model], ["Yard", "Rejected", "C"]);
  await end();
});

Deno.test("what an operator decides on one instance is known to the one that serves the charger", async () => {
  const { a, b, later, end } = await twoInstances();
  await aCharger(a.services).call("StartTransaction", start);
  await later(1_000);
  await later(1_000);
  const [{ id }] = b.services.reads.running({}, { limit: 5 }).items;
  await b.services.operations.changeCharger("CP-1", { label: "Yard", registration: "Rejected" });
  await b.services.operations.endTransaction(id, { meterStopWh: 5, by: "ann" });
  await later(1_000);
  await later(1_000);
  const known = a.services.fleet.view("CP-1");
  assertEquals([known?.label, known?.registration, a.services.reads.running({}, { limit: 5 }).items], [
    "Yard",
    "Rejected",
    [],
  ]);
  await end();
});

Deno.test("an instance knows its own chargers better than the store", async () => {
  const { a, b, later, end } = await twoInstances();
  await aCharger(a.services).call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" });
  await later(1_000);
  await later(1_000);
  // As if these were read before they are written.
  await b.kv.delete(["presence", "CP-1"]);
  await b.kv.set(["connector", "CP-1", 1], {
    ...(await b.kv.get<object>(["connector", "CP-1", 1])).value,
    status: "Preparing",
  });
  await b.services.operations.changeCharger("CP-1", { label: "Yard" });
  await later(1_000);
  await later(1_000);
  const known = a.services.fleet.view("CP-1");
  assertEquals([known?.label, known?.online, known?.connectors[0].status], ["Yard", true, "Charging"]);
  await end();
});

Deno.test("samples that one instance holds in its journal can be read on another at once", async () => {
  const { a, b, end } = await twoInstances();
  const timestamp = new Date(NOON).toISOString();
  const meterValue = [{ timestamp, sampledValue: [{ value: "5" }] }];
  await aCharger(a.services).call("MeterValues", { connectorId: 1, meterValue });
  const { items } = await b.services.reads.samples("CP-1", 1, { from: 0, limit: 10 });
  assertEquals(items, [{ at: timestamp, energyWh: 5 }]);
  await end();
});

Deno.test("the chargers of an instance that died are offline when its lease has ended", async () => {
  const { a, b, clock, later, kill, end } = await twoInstances();
  await aCharger(a.services).call("Heartbeat", {});
  await later(1_000);
  await later(1_000);
  assertEquals(b.services.fleet.view("CP-1")?.online, true);
  kill(a);
  // At its first look the other one may see a lease that was renewed since its last.
  for (const ms of [10_000, 40_000]) {
    clock.pass(ms);
    await b.services.store.instances.settled();
  }
  assertEquals(b.services.fleet.view("CP-1")?.online, false);
  await end();
});

Deno.test("a charger whose instance slept is offline for the others, until that instance wakes", async () => {
  const { a, b, clock, later, end } = await twoInstances();
  const { call } = aCharger(a.services);
  await call("Heartbeat", {});
  await later(1_000);
  await later(1_000);
  const seen = () => b.services.fleet.view("CP-1")?.online;
  await a.services.store.instances.stop();
  clock.pass(40_000);
  await b.services.store.instances.settled();
  assertEquals([seen(), (await b.kv.get(["presence", "CP-1"])).value], [false, null]);

  await a.services.store.instances.start();
  await later(10_000);
  await later(1_000);
  await later(1_000);
  assertEquals(seen(), true);
  await a.services.endpoint.close();
  await later(1_000);
  await later(1_000);
  assertEquals([seen(), (await b.kv.get(["presence", "CP-1"])).value], [false, null]);
  await end();
});

Deno.test("the chargers of an instance that came later and died are offline too", async () => {
  const { a, b, clock, later, kill, end } = await twoInstances();
  for (let i = 0; i < 3; i++) await later(10_000);
  await aCharger(b.services).call("Heartbeat", {});
  await later(1_000);
  kill(b);
  for (const ms of [10_000, 40_000]) {
    clock.pass(ms);
    await a.services.store.instances.settled();
  }
  assertEquals(a.services.fleet.view("CP-1")?.online, false);
  assertEquals(await Array.fromAsync(a.services.store.chargers.presences()), []);
  await end();
});

Deno.test("a clock that jumps ahead lets no instance die that renews its lease", async () => {
  const { a, b, clock, later, end } = await twoInstances();
  await aCharger(a.services).call("Heartbeat", {});
  clock.jump(3_600_000);
  const instances = [a.services.store.instances, b.services.store.instances];
  for (const { id } of instances) assertEquals((await instances[1].living()).has(id), true);
  // KV takes what it holds for expired at such a jump, the leases too.
  await a.kv.delete(["instance", instances[0].id]);
  assertEquals((await instances[1].living()).has(instances[0].id), true);
  for (let i = 0; i < 10; i++) await later(10_000);
  assertEquals(b.services.fleet.view("CP-1")?.online, true);
  await end();
});

Deno.test("a clock that is set back lets no dead instance live on", async () => {
  const { a, b, clock, later, kill, end } = await twoInstances();
  await aCharger(a.services).call("Heartbeat", {});
  await later(1_000);
  clock.jump(-3_600_000);
  kill(a);
  // At its first look the other one may see a lease that was renewed since its last.
  for (const ms of [10_000, 40_000]) {
    clock.pass(ms);
    await b.services.store.instances.settled();
  }
  assertEquals(b.services.fleet.view("CP-1")?.online ?? false, false);
  assertEquals([...await b.services.store.instances.living()], [b.services.store.instances.id]);
  await end();
});

Deno.test("a repeated start gets its number also when it comes to another instance", async () => {
  const { a, b, end } = await twoInstances();
  const first = await aCharger(a.services).call("StartTransaction", start);
  assertEquals(await aCharger(b.services).call("StartTransaction", start), first);
  await end();
});
