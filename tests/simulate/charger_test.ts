import { assert, assertEquals } from "@std/assert";
import type { Clock } from "../../lib/clock.ts";
import { Charger } from "../../simulate/charger.ts";
import { Drivers } from "../../simulate/drivers.ts";
import { type Model, modelAt } from "../../simulate/model.ts";
import { Pace } from "../../simulate/pace.ts";
import { Tally } from "../../simulate/tally.ts";
import { HeldClock } from "../arrange.ts";
import { CentralSystem } from "./central_system.ts";

/**
 * About a hundred seconds of the chargers' clock are one of ours, and a simulated minute is six of theirs. While this
 * process waits for a processor that clock stands still: else a session may be over before its meter was read once.
 */
function setUp(own: { model?: Partial<Model>; seed?: string } = {}) {
  const clock = new HeldClock();
  const ticking = setInterval(() => clock.pass(250), 2);
  const central = new CentralSystem(clock);
  const { charger, told } = aCharger(clock, central.url, own);
  return {
    central,
    charger,
    told,
    async [Symbol.asyncDispose]() {
      await charger.stop();
      await central[Symbol.asyncDispose]();
      clearInterval(ticking);
    },
  };
}

function aCharger(clock: Clock, url: string, { model = {}, seed = "test" }: { model?: Partial<Model>; seed?: string }) {
  const told: string[] = [];
  const charger = new Charger({
    chargerId: "SIM-001",
    model: { ...modelAt(0), ...model },
    url,
    seed,
    pace: new Pace(clock, 10),
    drivers: new Drivers(1),
    tally: new Tally((sentence) => told.push(sentence)),
  });
  return { charger, told };
}

Deno.test("a session is started, metered and stopped under one number, and its energy adds up", async () => {
  await using simulation = setUp();
  const { central, charger, told } = simulation;
  charger.start(0);
  await central.until(() => central.stopped.length >= 3);

  for (const stop of central.stopped) {
    const start = central.started.find(({ transactionId }) => transactionId === stop.transactionId);
    assert(start !== undefined);
    const { meterStartWh } = start, { meterStopWh } = stop;
    assert(meterStartWh !== null && meterStopWh !== null);
    assertEquals(stop.samples.map(({ energyWh }) => energyWh), [meterStartWh, meterStopWh]);
    const registers = central.facts.flatMap((fact) =>
      fact.type === "metered" && fact.connectorId === start.connectorId
        ? fact.samples.filter(({ at }) => at >= start.at && at <= stop.at).map(({ energyWh }) => energyWh!)
        : []
    );
    assert(registers.length > 0);
    const line = [meterStartWh, ...registers, meterStopWh];
    assertEquals(line, line.toSorted((a, b) => a - b));
    assert(meterStopWh > meterStartWh);
  }
  assertEquals({ errors: central.errors, notes: central.notes, told }, { errors: [], notes: [], told: [] });
});

Deno.test("a charger boots, tells the status of all its connectors and beats", async () => {
  await using simulation = setUp();
  const { central, charger } = simulation;
  charger.start(0);
  await central.until(() => central.actions().includes("Heartbeat"));
  assertEquals(central.actions().slice(0, 4), ["BootNotification", ...Array(3).fill("StatusNotification")]);
  const statuses = central.facts.flatMap((fact) => fact.type === "status" ? [fact] : []);
  assertEquals(statuses.slice(0, 3).map(({ connectorId, status }) => `${connectorId} ${status}`), [
    "0 Available",
    "1 Available",
    "2 Available",
  ]);
});

Deno.test("a charger that is Pending or Rejected sends nothing but its boot until it is accepted", async () => {
  await using simulation = setUp();
  const { central, charger } = simulation;
  central.registrations = ["Pending", "Rejected"];
  charger.start(0);
  await central.until(() => central.actions().includes("StatusNotification"));
  assertEquals(central.actions().slice(0, 4), [...Array(3).fill("BootNotification"), "StatusNotification"]);
});

Deno.test("a start and a stop whose answers are lost are sent again, word for word", async () => {
  await using simulation = setUp({ model: { connectors: 1 } });
  const { central, charger } = simulation;
  const lost = new Set<string>();
  central.losesAnswer = ({ action }) => {
    const loses = /^St(art|op)Transaction$/.test(action) && !lost.has(action);
    if (loses) lost.add(action);
    return loses;
  };
  charger.start(0);
  await central.until(() => central.stopped.length >= 2);
  for (const action of ["StartTransaction", "StopTransaction"]) {
    const payloads = central.calls.filter((call) => call.action === action).map(({ payload }) => payload);
    assertEquals(payloads.filter((payload) => JSON.stringify(payload) === JSON.stringify(payloads[0])).length, 2);
  }
  const numbers = [...central.started, ...central.stopped].map(({ transactionId }) => transactionId);
  assertEquals(numbers, [1, 1, 1, 1]);
});

Deno.test("what happens while the link is down is told in order when it is back", async () => {
  await using simulation = setUp({ model: { bootsOnReconnect: false } });
  const { central, charger } = simulation;
  charger.start(0);
  await central.until(() => central.actions().includes("MeterValues"));
  const before = central.calls.length;
  central.connection!.close(1001, "Server stops");
  await central.until(() => central.calls.length > before + 10);
  assertEquals(central.actions().filter((action) => action === "BootNotification").length, 1);
  const times = central.facts.flatMap((fact) => fact.type === "metered" ? fact.samples.map(({ at }) => at) : []);
  assertEquals(times, times.toSorted((a, b) => a - b));
});

Deno.test("a refused tag charges nothing", async () => {
  await using simulation = setUp();
  const { central, charger } = simulation;
  central.tagStatus = "Blocked";
  charger.start(0);
  await central.until(() => central.actions().filter((action) => action === "Authorize").length >= 2);
  assertEquals(central.started, []);
});

Deno.test("a charger that is stopped ends its sessions and leaves its connectors available", async () => {
  await using simulation = setUp();
  const { central, charger } = simulation;
  charger.start(0);
  await central.until(() => central.actions().includes("MeterValues"));
  await charger.stop();
  assertEquals(central.stopped.length, central.started.length);
  const last = new Map(
    central.facts.flatMap((fact) => fact.type === "status" ? [[fact.connectorId, fact.status]] : []),
  );
  assertEquals([...last.values()], ["Available", "Available", "Available"]);
  assertEquals((await central.connection!.finished).code, 1000);
});
