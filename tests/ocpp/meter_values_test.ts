import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Sample } from "../../lib/domain/sample.ts";
import { type MeterValue, meterValue, toSamples } from "../../ocpp/v16/meter_values.ts";
import { NOON } from "../arrange.ts";

function sampleOf(...sampledValue: MeterValue["sampledValue"]): Sample | undefined {
  return toSamples([{ timestamp: NOON, sampledValue }], NOON).samples[0];
}

Deno.test("a value without measurand or unit is an energy register in Wh", () => {
  assertEquals(sampleOf({ value: "1234.5" }), { at: NOON, energyWh: 1234.5 });
});

Deno.test("kWh, kW, mA and Fahrenheit become Wh, W, A and degrees Celsius", () => {
  assertEquals(
    sampleOf(
      { value: "0.1", unit: "kWh" },
      { value: "7.36", unit: "kW", measurand: "Power.Active.Import" },
      { value: "16000", unit: "mA", measurand: "Current.Import" },
      { value: "212", unit: "Fahrenheit", measurand: "Temperature" },
    ),
    { at: NOON, energyWh: 100, powerW: 7360, currentA: [16], temperatureC: 100 },
  );
});

Deno.test("power by phase is summed when there is no total, and the total wins when there is", () => {
  const phases = ["L1", "L2", "L3"].map((phase) => ({ value: "2300", phase, measurand: "Power.Active.Import" }));
  assertEquals(sampleOf(...phases)?.powerW, 6900);
  assertEquals(sampleOf(...phases, { value: "6950", measurand: "Power.Active.Import" })?.powerW, 6950);
});

Deno.test("current and voltage are kept by phase, a phase not told is null", () => {
  assertEquals(
    sampleOf(
      { value: "10", phase: "L3", measurand: "Current.Import" },
      { value: "230", phase: "L1-N", measurand: "Voltage" },
      { value: "231", phase: "L2-N", measurand: "Voltage" },
    ),
    { at: NOON, currentA: [null, null, 10], voltageV: [230, 231] },
  );
});

Deno.test("what the outlet says goes before what the inlet says", () => {
  assertEquals(
    sampleOf({ value: "500", location: "Outlet" }, { value: "520", location: "Inlet" }),
    { at: NOON, energyWh: 500 },
  );
});

Deno.test("signed data is kept as sent", () => {
  const value = "OCMF|{}|{}";
  assertEquals(sampleOf({ value, format: "SignedData" }), { at: NOON, signedData: [value] });
});

Deno.test("what is no number or has no known meaning is dropped and counted", () => {
  const { samples, dropped } = toSamples([{
    timestamp: NOON,
    sampledValue: [
      { value: "" },
      { value: "abc" },
      { value: "NaN" },
      { value: "Infinity" },
      { value: "5", measurand: "Happiness" },
      { value: "5", phase: "L9" },
      { value: "50", measurand: "SoC" },
    ],
  }], NOON);
  assertEquals({ samples, dropped }, { samples: [{ at: NOON, socPercent: 50 }], dropped: 6 });
});

Deno.test("an absurd clock gives way to ours, its distances stay, and what it said is kept", () => {
  const sampledValue = [{ value: "1" }];
  assertEquals(
    toSamples([{ timestamp: 5_000, sampledValue }, { timestamp: 15_000, sampledValue }], NOON),
    {
      samples: [
        { at: NOON - 10_000, chargerAt: 5_000, energyWh: 1 },
        { at: NOON, chargerAt: 15_000, energyWh: 1 },
      ],
      dropped: 0,
      clockWrong: true,
      phasesDiffer: null,
    },
  );
});

Deno.test("times without zone, with a short offset or with a blank are read", () => {
  for (
    const timestamp of [
      "2026-11-22T12:00:00",
      "2026-11-22T14:00:00+02",
      "2026-11-22 12:00:00Z",
      "2026-11-22T12:00:00.000Z",
      "2026-11-22T07:30-0430",
    ]
  ) {
    const parsed = meterValue.parse({ timestamp, sampledValue: [{ value: "1" }] });
    assertEquals(parsed.timestamp, NOON, timestamp);
  }
});

Deno.test("whatever numbers come, every sample is finite and nothing is lost without being counted", () => {
  const value = fc.oneof(fc.double().map(String), fc.string(), fc.integer().map(String));
  fc.assert(fc.property(fc.array(value, { minLength: 1 }), (values) => {
    const entries = values.map((value, i) => ({ timestamp: NOON - i * 1000, sampledValue: [{ value }] }));
    const { samples, dropped } = toSamples(entries, NOON);
    assertEquals(samples.length + dropped, values.length);
    for (const { energyWh } of samples) assertEquals(Number.isFinite(energyWh), true);
  }));
});
