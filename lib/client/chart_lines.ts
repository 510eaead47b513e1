/** Samples become the lines of a chart: what there is to see, and its values, aligned. Pure. */
import type { SampleView } from "../domain/views.ts";

/** What a chart can show; `power` has the state of charge beside it. */
export type ChartTopic = "power" | "current" | "voltage" | "energy" | "soc";

export interface Unit {
  text: "kW" | "A" | "V" | "kWh" | "%";
  digits: number;
}

/** A value is `undefined` where a sample does not tell it: the line goes on. `null` breaks it. */
export type Value = number | null | undefined;

/** Names the colour and dash of a line; a phase keeps its own, whichever others there are. */
export type Tone = "main" | "soc" | "l1" | "l2" | "l3";

/** What a line shows; the phases have no other name in any language. */
export type LineName = "power" | "soc" | "register" | "sinceStart" | "L1" | "L2" | "L3";

export interface ChartLine {
  name: LineName;
  tone: Tone;
  unit: Unit;
  values: Value[];
}

/** `at` is epoch seconds, ascending: what uPlot counts in. */
export interface ChartData {
  at: number[];
  lines: ChartLine[];
}

interface Source {
  name: LineName;
  tone: Tone;
  unit: Unit;
  read(sample: SampleView): Value;
}

export interface LineOptions {
  /** What the meter stood at when the session started; null shows the register as it is. */
  meterStartWh: number | null;
  /** A longer silence (ms) is a gap. */
  gapMs: number;
}

export const KW: Unit = { text: "kW", digits: 1 };
export const AMPERE: Unit = { text: "A", digits: 1 };
export const VOLT: Unit = { text: "V", digits: 0 };
export const KWH: Unit = { text: "kWh", digits: 2 };
export const PERCENT: Unit = { text: "%", digits: 0 };

const TOPICS: ChartTopic[] = ["power", "current", "voltage", "energy", "soc"];
const PHASES: [LineName, Tone, number][] = [["L1", "l1", 0], ["L2", "l2", 1], ["L3", "l3", 2]];

/** What the samples have something of. */
export function topicsOf(samples: SampleView[]): ChartTopic[] {
  return TOPICS.filter((topic) =>
    sourcesOf(topic, null).slice(0, topic === "power" ? 1 : undefined).some((source) => isTold(source, samples))
  );
}

/**
 * The lines of a topic, each as long as `at`.
 *
 * A silence longer than `gapMs` gets a point of `null` within it, so that no line is drawn over what nobody measured.
 *
 * @example [{at:"2024-01-01T00:00:00Z", powerW:7360}], "power"
 *   →  {at:[1704067200], lines:[{name:"power", tone:"main", unit:{text:"kW",digits:1}, values:[7.36]}]}
 */
export function toLines(samples: SampleView[], topic: ChartTopic, { meterStartWh, gapMs }: LineOptions): ChartData {
  const rows = withGaps(samples, gapMs);
  const at = rows.map(([ms]) => ms / 1000);
  const lines = sourcesOf(topic, meterStartWh).filter((source) => isTold(source, samples)).map((source) => ({
    name: source.name,
    tone: source.tone,
    unit: source.unit,
    values: breakSilence(at, rows.map(([, sample]) => sample === null ? null : source.read(sample)), gapMs / 1000),
  }));
  return { at, lines };
}

function sourcesOf(topic: ChartTopic, meterStartWh: number | null): Source[] {
  const soc: Source = { name: "soc", tone: "soc", unit: PERCENT, read: ({ socPercent }) => socPercent };
  switch (topic) {
    case "power":
      return [{ name: "power", tone: "main", unit: KW, read: ({ powerW }) => scaled(powerW, 1000) }, soc];
    case "current":
      return PHASES.map(([name, tone, n]) => ({
        name,
        tone,
        unit: AMPERE,
        read: ({ currentA }) => currentA?.[n],
      }));
    case "voltage":
      return PHASES.map(([name, tone, n]) => ({
        name,
        tone,
        unit: VOLT,
        read: ({ voltageV }) => voltageV?.[n],
      }));
    case "energy": {
      const name = meterStartWh === null ? "register" : "sinceStart";
      const since = meterStartWh ?? 0;
      return [{
        name,
        tone: "main",
        unit: KWH,
        read: ({ energyWh }) => scaled(energyWh === undefined ? energyWh : energyWh - since, 1000),
      }];
    }
    case "soc":
      return [soc];
    default:
      return topic satisfies never;
  }
}

function scaled(value: number | undefined, by: number): number | undefined {
  return value === undefined ? undefined : value / by;
}

function isTold({ read }: Source, samples: SampleView[]): boolean {
  return samples.some((sample) => read(sample) != null);
}

/** Each sample at its epoch ms, and `null` in the middle of a silence: who points there reads that nothing was told. */
function withGaps(samples: SampleView[], gapMs: number): [number, SampleView | null][] {
  const rows: [number, SampleView | null][] = [];
  for (const sample of samples) {
    const at = Date.parse(sample.at);
    const before = rows.at(-1)?.[0];
    if (before !== undefined && at - before > gapMs) rows.push([(before + at) / 2, null]);
    rows.push([at, sample]);
  }
  return rows;
}

/** The same for one line: a measurand may fall silent while others go on. */
function breakSilence(at: number[], values: Value[], gapS: number): Value[] {
  const broken = [...values];
  let last = -1;
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    if (last >= 0 && i > last + 1 && at[i] - at[last] > gapS) broken[last + 1] = null;
    last = i;
  }
  return broken;
}
