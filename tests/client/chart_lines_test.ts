import { assertEquals } from "@std/assert";
import { KW, PERCENT, toLines, topicsOf } from "../../lib/client/chart_lines.ts";
import type { SampleView } from "../../lib/domain/views.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const NOON_S = NOON / 1000;
const options = { meterStartWh: null, gapMs: 300_000 };

function at(seconds: number, told: Omit<SampleView, "at">): SampleView {
  return { at: new Date(NOON + seconds * 1000).toISOString(), ...told };
}

Deno.test("a chart offers only what the samples tell", () => {
  assertEquals(topicsOf([]), []);
  assertEquals(topicsOf([at(0, { energyWh: 1 })]), ["energy"]);
  assertEquals(topicsOf([at(0, { socPercent: 40 })]), ["soc"]);
  assertEquals(topicsOf([at(0, { voltageV: [null, null, null] }), at(1, { powerW: 0, currentA: [16] })]), [
    "power",
    "current",
  ]);
});

Deno.test("power is drawn in kW, with the state of charge beside it where it is told", () => {
  const samples = [at(0, { powerW: 7360, socPercent: 40 }), at(60, { powerW: 11_000, socPercent: 41 })];
  assertEquals(toLines(samples, "power", options), {
    at: [NOON_S, NOON_S + 60],
    lines: [
      { name: "power", tone: "main", unit: KW, values: [7.36, 11] },
      { name: "soc", tone: "soc", unit: PERCENT, values: [40, 41] },
    ],
  });
  const { lines } = toLines([at(0, { powerW: 7360 })], "power", options);
  assertEquals(lines.map(({ name }) => name), ["power"]);
});

Deno.test("each phase is a line, and a phase that is never told is none", () => {
  const { lines } = toLines([at(0, { currentA: [16, null, 15.5] }), at(60, { currentA: [16, null, 15] })], "current", {
    ...options,
  });
  assertEquals(lines.map(({ name, tone, values }) => [name, tone, values]), [["L1", "l1", [16, 16]], ["L3", "l3", [
    15.5,
    15,
  ]]]);
});

Deno.test("energy counts from the session's start, or is the meter's register", () => {
  const samples = [at(0, { energyWh: 1_500 }), at(60, { energyWh: 2_750 })];
  const since = toLines(samples, "energy", { ...options, meterStartWh: 1_500 }).lines[0];
  assertEquals([since.name, since.values], ["sinceStart", [0, 1.25]]);
  const register = toLines(samples, "energy", options).lines[0];
  assertEquals([register.name, register.values], ["register", [1.5, 2.75]]);
});

Deno.test("a silence of more than five minutes breaks every line", () => {
  const samples = [at(0, { powerW: 1000 }), at(300, { powerW: 2000 }), at(601, { powerW: 3000 })];
  const { at: times, lines } = toLines(samples, "power", options);
  assertEquals(times, [NOON_S, NOON_S + 300, NOON_S + 450.5, NOON_S + 601]);
  assertEquals(lines[0].values, [1, 2, null, 3]);
});

Deno.test("what one sample leaves out does not break the line, unless it is left out for long", () => {
  const samples = [
    at(0, { powerW: 1000 }),
    at(60, { socPercent: 40 }),
    at(120, { powerW: 2000 }),
    at(360, { socPercent: 41 }),
    at(600, { powerW: 3000 }),
  ];
  const [power, soc] = toLines(samples, "power", options).lines;
  assertEquals(power.values, [1, undefined, 2, null, 3]);
  assertEquals(soc.values, [undefined, 40, undefined, 41, undefined]);
});

Deno.test("a value said to be unknown breaks the line", () => {
  const samples = [at(0, { currentA: [1] }), at(60, { currentA: [null] }), at(120, { currentA: [3] })];
  assertEquals(toLines(samples, "current", options).lines[0].values, [1, null, 3]);
});
