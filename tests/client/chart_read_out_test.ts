import { assertEquals } from "@std/assert";
import { toLines } from "../../lib/client/chart_lines.ts";
import { readAt, toTable } from "../../lib/client/chart_read_out.ts";
import { aReader } from "../reader.ts";

const { t, format } = aReader();

const NOON = Date.parse("2026-11-22T12:00:00Z");
const samples = [
  { at: "2026-11-22T12:00:00.000Z", powerW: 7360, socPercent: 40, energyWh: 1500 },
  { at: "2026-11-22T12:01:00.000Z", powerW: 11_000, energyWh: 2000 },
];
const data = toLines(samples, "power", { meterStartWh: null, gapMs: 300_000 });

Deno.test("a chart says the newest value of each line", () => {
  assertEquals(readAt(data, null, format), {
    at: NOON + 60_000,
    isNewest: true,
    values: [
      { name: "power", tone: "main", text: "11.0 kW" },
      { name: "soc", tone: "soc", text: "40 %" },
    ],
  });
});

Deno.test("a chart says the values where the reader points", () => {
  const { at, isNewest, values } = readAt(data, [0, 0, null], format);
  assertEquals([at, isNewest, values.map(({ text }) => text)], [NOON, false, ["7.4 kW", "–"]]);
});

Deno.test("a place that new data has swept away is forgotten", () => {
  assertEquals(readAt(data, [7, 7, 7], format).isNewest, true);
});

Deno.test("a chart without data says nothing", () => {
  assertEquals(readAt({ at: [], lines: [] }, null, format), { at: null, isNewest: true, values: [] });
});

Deno.test("the table has the newest values first, and leaves empty what was not told", () => {
  assertEquals(toTable(samples, ["power", "energy", "soc"], { most: 50, meterStartWh: 1000, t, format }), {
    heads: ["Power", "Energy since start", "State of charge"],
    rows: [
      { at: NOON + 60_000, cells: ["11.0 kW", "1.00 kWh", ""] },
      { at: NOON, cells: ["7.4 kW", "0.50 kWh", "40 %"] },
    ],
  });
  const phases = toTable([{ at: samples[0].at, currentA: [16, 15] }], ["current"], {
    most: 1,
    meterStartWh: null,
    t,
    format,
  });
  assertEquals(phases.heads, ["Current L1", "Current L2"]);
});
