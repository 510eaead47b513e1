/** What a charger of each scenario says, call by call. */
import { createRandom } from "../../../simulate/random.ts";
import { Call, REGISTER, TIME } from "./call.ts";

export const scenarios = ["heartbeat", "status", "metervalues", "session", "mixed", "storm"] as const;
export type Scenario = typeof scenarios[number];

/** Gets each call's answer, when it is a StartTransaction's. */
export type Script = Generator<Call, void, unknown>;

const METER_VALUES_PER_SESSION = 10;

const heartbeat = () => new Call("Heartbeat", {});
const authorize = () => new Call("Authorize", { idTag: "TAG0000001" });
const status = (status: string) =>
  new Call("StatusNotification", { connectorId: 1, errorCode: "NoError", status, timestamp: TIME });
const start = () =>
  new Call("StartTransaction", { connectorId: 1, idTag: "TAG0000001", meterStart: Number(REGISTER), timestamp: TIME });
const stop = (transactionId: number) =>
  new Call("StopTransaction", { transactionId, meterStop: Number(REGISTER), timestamp: TIME, reason: "Local" });

function boot(): Call {
  return new Call("BootNotification", {
    chargePointVendor: "Bench",
    chargePointModel: "Load",
    chargePointSerialNumber: "0123456789",
    firmwareVersion: "1.0.0",
  });
}

/** Six sampled values, 935 bytes as a frame with its id. */
function meterValues(transactionId: number): Call {
  const value = (value: string, measurand: string, unit: string, more = {}) => ({
    value,
    context: "Sample.Periodic",
    format: "Raw",
    measurand,
    ...more,
    unit,
  });
  const sampledValue = [
    value(REGISTER, "Energy.Active.Import.Register", "Wh", { location: "Outlet" }),
    value("11040.5", "Power.Active.Import", "W", { location: "Outlet" }),
    value("16.02", "Current.Import", "A", { phase: "L1", location: "Outlet" }),
    value("15.97", "Current.Import", "A", { phase: "L2", location: "Outlet" }),
    value("230.1", "Voltage", "V", { phase: "L1", location: "Outlet" }),
    value("57", "SoC", "Percent", { location: "EV" }),
  ];
  return new Call("MeterValues", { connectorId: 1, transactionId, meterValue: [{ timestamp: TIME, sampledValue }] });
}

/** What a charger says before it is measured. */
export function* opening(scenario: Scenario): Script {
  if (scenario === "session") return;
  yield boot();
}

/** What it says then, without end; `seed` is its own. */
export function* calls(scenario: Scenario, seed: string): Script {
  switch (scenario) {
    case "storm":
      return;
    case "heartbeat":
      return yield* again([heartbeat()]);
    case "status":
      return yield* again([status("Preparing"), status("Available")]);
    case "metervalues":
      return yield* again([meterValues(yield* begin())]);
    case "mixed":
      return yield* mixed(yield* begin(), seed);
    case "session":
      while (true) yield* session();
  }
}

function* begin(): Generator<Call, number, unknown> {
  yield status("Charging");
  return numberIn(yield start());
}

function* session(): Script {
  yield boot();
  yield status("Preparing");
  yield authorize();
  const transactionId = numberIn(yield start());
  const metered = meterValues(transactionId);
  for (let i = 0; i < METER_VALUES_PER_SESSION; i++) yield metered;
  yield stop(transactionId);
}

/** 55 % MeterValues, 25 % Heartbeat, 15 % StatusNotification, 5 % Authorize. */
function* mixed(transactionId: number, seed: string): Script {
  const random = createRandom(seed);
  const all = [meterValues(transactionId), heartbeat(), status("Charging"), authorize()];
  while (true) {
    const chance = random.next();
    yield all[chance < 0.55 ? 0 : chance < 0.8 ? 1 : chance < 0.95 ? 2 : 3];
  }
}

function* again(calls: Call[]): Script {
  while (true) yield* calls;
}

function numberIn(answer: unknown): number {
  const { transactionId } = answer as { transactionId?: unknown };
  if (typeof transactionId === "number") return transactionId;
  throw new Error(`StartTransaction was answered without a transactionId: ${JSON.stringify(answer)}`);
}
