import { assert, assertEquals } from "@std/assert";
import { Charger } from "../../simulate/charger.ts";
import { Drivers } from "../../simulate/drivers.ts";
import { modelAt } from "../../simulate/model.ts";
import { Pace } from "../../simulate/pace.ts";
import { Tally } from "../../simulate/tally.ts";
import { CentralSystem, quickClock } from "./central_system.ts";

/** A charger that is accepted, and the central system's end of its link. */
async function setUp({ factor = 100 } = {}) {
  const clock = quickClock(factor);
  const central = new CentralSystem(clock);
  const charger = new Charger({
    chargerId: "SIM-001",
    model: modelAt(0),
    url: central.url,
    seed: "commands",
    pace: new Pace(clock, 10),
    drivers: new Drivers(2),
    tally: new Tally(() => {}),
  });
  charger.start(0);
  await central.until(() => central.actions().filter((action) => action === "StatusNotification").length >= 3);
  return {
    central,
    charger,
    call: (action: string, payload: object) => central.connection!.call(action, payload),
    async [Symbol.asyncDispose]() {
      await charger.stop();
      await central[Symbol.asyncDispose]();
    },
  };
}

/** The status, or the CALLERROR's code, that a call is answered with. */
async function statusOf(simulation: Simulation, action: string, payload: object): Promise<unknown> {
  const outcome = await simulation.call(action, payload);
  if (outcome.type === "error") return outcome.code;
  return outcome.type === "result" ? Reflect.get(Object(outcome.payload), "status") : outcome.type;
}

type Simulation = Awaited<ReturnType<typeof setUp>>;

Deno.test("RemoteStartTransaction starts with the tag it names, and RemoteStopTransaction ends it", async () => {
  // Slow enough that no session ends by itself before it is looked at, on a busy machine too.
  await using simulation = await setUp({ factor: 10 });
  const { central, charger } = simulation;
  for (const connector of charger.connectors) {
    await central.until(() => connector.status === "Available" || connector.status === "Preparing");
    const { connectorId } = connector;
    const isOurs = (fact: { connectorId: number; idTag: string }) =>
      fact.connectorId === connectorId && fact.idTag === "REMOTE";
    assertEquals(await statusOf(simulation, "RemoteStartTransaction", { connectorId, idTag: "REMOTE" }), "Accepted");
    await central.until(() => central.started.some(isOurs) && connector.transaction?.transactionId != null);
    const { transactionId } = central.started.find(isOurs)!;
    assertEquals(await statusOf(simulation, "RemoteStartTransaction", { connectorId, idTag: "OTHER" }), "Rejected");
    assertEquals(await statusOf(simulation, "RemoteStopTransaction", { transactionId }), "Accepted");
    await central.until(() => central.stopped.some((fact) => fact.transactionId === transactionId));
    assertEquals(central.stopped.find((fact) => fact.transactionId === transactionId)?.stopReason, "Remote");
    assertEquals(await statusOf(simulation, "RemoteStopTransaction", { transactionId }), "Rejected");
  }
});

Deno.test("Reset stops what charges and boots again", async () => {
  await using simulation = await setUp();
  const { central } = simulation;
  await central.until(() => central.started.length > central.stopped.length);
  const { transactionId } = central.started.at(-1)!;
  assertEquals(await statusOf(simulation, "Reset", { type: "Soft" }), "Accepted");
  await central.until(() => central.stopped.some((fact) => fact.transactionId === transactionId));
  assertEquals(central.stopped.find((fact) => fact.transactionId === transactionId)?.stopReason, "SoftReset");
  await central.until(() => central.actions().filter((action) => action === "BootNotification").length === 2);
});

Deno.test("ChangeAvailability of connector 0 takes the whole charger out of use, and back", async () => {
  await using simulation = await setUp();
  const { central, charger } = simulation;
  const status = await statusOf(simulation, "ChangeAvailability", { connectorId: 0, type: "Inoperative" });
  assert(status === "Accepted" || status === "Scheduled");
  await central.until(() => charger.connectors.every((connector) => connector.status === "Unavailable"));
  assertEquals(
    await statusOf(simulation, "ChangeAvailability", { connectorId: 0, type: "Operative" }),
    "Accepted",
  );
  await central.until(() => charger.connectors.every((connector) => connector.status !== "Unavailable"));
});

Deno.test("TriggerMessage sends what was asked for", async () => {
  await using simulation = await setUp();
  const { central } = simulation;
  for (const requestedMessage of ["BootNotification", "Heartbeat", "FirmwareStatusNotification"]) {
    const count = () => central.actions().filter((action) => action === requestedMessage).length;
    const before = count();
    assertEquals(await statusOf(simulation, "TriggerMessage", { requestedMessage }), "Accepted");
    await central.until(() => count() > before);
  }
  assertEquals(await statusOf(simulation, "TriggerMessage", { requestedMessage: "Joke" }), "NotImplemented");
});

Deno.test("the configuration can be read and changed, where it is not read-only", async () => {
  await using simulation = await setUp();
  const change = (key: string, value: string) => statusOf(simulation, "ChangeConfiguration", { key, value });
  assertEquals(await change("MeterValueSampleInterval", "30"), "Accepted");
  assertEquals(await change("HeartbeatInterval", "soon"), "Rejected");
  assertEquals(await change("NumberOfConnectors", "7"), "Rejected");
  assertEquals(await change("Colour", "red"), "NotSupported");
  const outcome = await simulation.call("GetConfiguration", { key: ["MeterValueSampleInterval", "Colour"] });
  assertEquals(outcome.type === "result" && outcome.payload, {
    configurationKey: [{ key: "MeterValueSampleInterval", readonly: false, value: "30" }],
    unknownKey: ["Colour"],
  });
});

Deno.test("what a simulated charger cannot do or read is answered with a CALLERROR", async () => {
  await using simulation = await setUp();
  assertEquals(await statusOf(simulation, "SetChargingProfile", {}), "NotImplemented");
  assertEquals(await statusOf(simulation, "Reset", { type: "Warm" }), "FormationViolation");
  assertEquals(await statusOf(simulation, "ClearCache", {}), "Accepted");
});
