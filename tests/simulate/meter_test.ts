import { assertEquals } from "@std/assert";
import { meterValue, toSamples } from "../../ocpp/v16/meter_values.ts";
import { type Reading, registerOf, toMeterValue, toRegisterValue } from "../../simulate/meter.ts";

const MS = Date.UTC(2026, 0, 1);

function aReading(own: Partial<Reading> = {}): Reading {
  return {
    current: "AC",
    powerW: 7_360,
    offeredW: 11_040,
    energyWh: 1_234_567.9,
    voltageV: [230, 231, 229],
    currentA: [10.67, 10.66, 10.65],
    socPercent: null,
    temperatureC: null,
    ...own,
  };
}

/** What the central system understands. */
function understood(value: object) {
  return toSamples([meterValue.parse(value)], MS);
}

Deno.test("a reading of three phases is understood as it was meant", () => {
  assertEquals(understood(toMeterValue(aReading(), { ms: MS, context: "Sample.Periodic", unit: "W" })), {
    samples: [{
      at: MS,
      powerW: 7_360,
      energyWh: 1_234_567,
      powerOfferedW: 11_040,
      currentA: [10.67, 10.66, 10.65],
      voltageV: [230, 231, 229],
    }],
    dropped: 0,
    clockWrong: false,
    phasesDiffer: null,
  });
});

Deno.test("a DC reading in kW has one current, one voltage and the state of charge", () => {
  const reading = aReading({
    current: "DC",
    voltageV: [398.4],
    currentA: [120.5],
    socPercent: 54.9,
    temperatureC: 41.25,
  });
  assertEquals(understood(toMeterValue(reading, { ms: MS, context: "Sample.Periodic", unit: "kW" })).samples, [{
    at: MS,
    powerW: 7_360,
    energyWh: 1_234_567,
    powerOfferedW: 11_040,
    currentA: [120.5],
    voltageV: [398.4],
    socPercent: 54,
    temperatureC: 41.3,
  }]);
});

Deno.test("the register of a transaction's end is the meterStop of its message", () => {
  const [sample] = understood(toRegisterValue(1_234_567.9, { ms: MS, context: "Transaction.End" })).samples;
  assertEquals(sample, { at: MS, energyWh: registerOf(1_234_567.9), context: "Transaction.End" });
});
