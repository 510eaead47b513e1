/** OCPP 1.6 meter values become samples. */
import { z } from "zod";
import type { Sample } from "../../lib/domain/sample.ts";
import { say, type Sentence } from "../../lib/domain/sentence.ts";
import { isBelievable } from "../../lib/domain/time.ts";
import { entriesOf, longText, MOST_ENTRIES, payload, text, timeIfAny } from "./fields.ts";
import { readUsualValue } from "./usual_meter_values.ts";

/** SampledValue, §7.43. Any word is taken as measurand, unit or context: vendors have their own. */
const sampledValue = payload({
  // A signed value is text of some thousand characters.
  value: longText,
  context: text.optional(),
  format: text.optional(),
  measurand: text.optional(),
  phase: text.optional(),
  location: text.optional(),
  unit: text.optional(),
});
export type SampledValue = z.infer<typeof sampledValue>;

/** MeterValue, §7.33. */
export const meterValue = payload({ timestamp: timeIfAny, sampledValue: entriesOf(sampledValue, { least: 1 }) });
export type MeterValue = z.infer<typeof meterValue>;

/** What is unusual in a list is looked at until so much of it was wrong. */
const MOST_WRONG = 100;

/** Meter values in a message that must never be refused: those that break their schema are left out, and counted. */
export const meterValuesIfAny = z.unknown().optional().transform((written) => {
  const isNoList = written !== undefined && written !== null && !Array.isArray(written);
  if (!Array.isArray(written)) return { values: [], unreadable: isNoList ? 1 : 0 };
  const values: MeterValue[] = [];
  let wrong = 0;
  for (const one of written.slice(0, MOST_ENTRIES)) {
    const value = readUsualValue(one) ?? (wrong < MOST_WRONG ? meterValue.safeParse(one).data : undefined);
    if (value === undefined) wrong++;
    else values.push(value);
  }
  return { values, unreadable: written.length - values.length };
});

type Scalar = {
  [Name in keyof Sample]-?: NonNullable<Sample[Name]> extends number ? Name : never;
}[keyof Sample];
type PerPhase = "currentA" | "currentExportA" | "voltageV";

const SCALARS: ReadonlyMap<string, Exclude<Scalar, "at" | "chargerAt">> = new Map(Object.entries(
  {
    "Current.Offered": "currentOfferedA",
    "Energy.Active.Export.Interval": "energyExportIntervalWh",
    "Energy.Active.Export.Register": "energyExportWh",
    "Energy.Active.Import.Interval": "energyIntervalWh",
    "Energy.Active.Import.Register": "energyWh",
    "Energy.Reactive.Export.Interval": "energyReactiveExportIntervalVarh",
    "Energy.Reactive.Export.Register": "energyReactiveExportVarh",
    "Energy.Reactive.Import.Interval": "energyReactiveImportIntervalVarh",
    "Energy.Reactive.Import.Register": "energyReactiveImportVarh",
    "Frequency": "frequencyHz",
    "Power.Active.Export": "powerExportW",
    "Power.Active.Import": "powerW",
    "Power.Factor": "powerFactor",
    "Power.Offered": "powerOfferedW",
    "Power.Reactive.Export": "powerReactiveExportVar",
    "Power.Reactive.Import": "powerReactiveImportVar",
    "RPM": "rpm",
    "SoC": "socPercent",
    "Temperature": "temperatureC",
  } as const,
));

const PER_PHASE: ReadonlyMap<string, PerPhase> = new Map(Object.entries(
  {
    "Current.Export": "currentExportA",
    "Current.Import": "currentA",
    "Voltage": "voltageV",
  } as const,
));

/** What a unit is in ours, by its name in lower case; others are ours already. Some chargers write mA, or kw for kW. */
const CONVERT: ReadonlyMap<string, (value: number) => number> = new Map(Object.entries({
  kwh: (value) => value * 1000,
  kvarh: (value) => value * 1000,
  kw: (value) => value * 1000,
  kvar: (value) => value * 1000,
  kva: (value) => value * 1000,
  ma: (value) => value / 1000,
  fahrenheit: (value) => (value - 32) / 1.8,
  k: (value) => value - 273.15,
}));

/** They are ours, as most chargers write them. */
const OUR_UNITS: ReadonlySet<string> = new Set(["Wh", "W", "A", "V", "Percent", "varh", "var", "Celsius"]);

const PHASES: ReadonlyMap<string, number> = new Map([["L1", 0], ["L2", 1], ["L3", 2], ["L1-N", 0], ["L2-N", 1], [
  "L3-N",
  2,
]]);

/** `phasesDiffer` tells of a total that is not the sum of its phases. */
export interface MeterOddities {
  dropped: number;
  clockWrong: boolean;
  phasesDiffer: Sentence | null;
}

/**
 * Turns meter values into samples, one per entry.
 *
 * Power becomes W, energy Wh, current A, temperature °C. A value without measurand or unit is an energy register in Wh.
 * Power and energy told by phase only are summed; current and voltage are kept by phase. What is measured at the outlet
 * goes before what is measured elsewhere. A value that is no number, or has no known meaning, is dropped and counted.
 *
 * @returns samples oldest first; `at` is the charger's clock in epoch ms where it can be true, else ours.
 * @see OCPP 1.6 ed. 2, §4.7 (defaults, and why we never refuse), §7.31, §7.33, §7.43
 * @example [{timestamp: 1704067200000, sampledValue: [{value: "7.36", unit: "kW", measurand: "Power.Active.Import"}]}]
 *   →  {samples: [{at: 1704067200000, powerW: 7360}], dropped: 0, clockWrong: false, phasesDiffer: null}
 */
export function toSamples(
  values: MeterValue[],
  receivedAt: number,
): { samples: Sample[] } & MeterOddities {
  const newestWrong = newestUnbelievable(values, receivedAt);
  const odd: MeterOddities = { dropped: 0, clockWrong: false, phasesDiffer: null };
  const samples: Sample[] = [];
  for (const { timestamp, sampledValue } of values) {
    const sample: Sample = { at: receivedAt };
    if (isBelievable(timestamp, receivedAt)) sample.at = timestamp;
    else if (timestamp !== null) {
      odd.clockWrong = true;
      // The clock is wrong, but the distances it tells are not.
      sample.at = receivedAt - Math.min(newestWrong - timestamp, MOST_BACKLOG_MS);
      sample.chargerAt = timestamp;
    }
    readValues(sampledValue, sample, odd);
    if (saysSomething(sample)) samples.push(sample);
  }
  if (samples.length > 1) samples.sort((a, b) => a.at - b.at);
  return { samples, ...odd };
}

function newestUnbelievable(values: MeterValue[], receivedAt: number): number {
  let newest = -Infinity;
  for (const { timestamp: at } of values) {
    if (at !== null && at > newest && !isBelievable(at, receivedAt)) newest = at;
  }
  return newest;
}

function saysSomething(sample: Sample): boolean {
  for (const name in sample) if (name !== "at" && name !== "chargerAt" && name !== "context") return true;
  return false;
}

/** Nothing a meter measures is more, whatever its unit; such a number is a fault. */
const LARGEST = 1e12;
/** A clock that is wrong tells distances, but not longer ones than a charger keeps its backlog. */
const MOST_BACKLOG_MS = 30 * 86_400_000;

/** Phases need not add up to the last digit. */
const DIFFERS_BY = 0.1;

/** Adds values to a sample, and to what is odd about them. */
function readValues(values: SampledValue[], sample: Sample, odd: MeterOddities): void {
  const sums: Sums = {};
  const isElsewhere = ({ location }: SampledValue) => location === "Inlet" || location === "Body";
  const ordered = values.some(isElsewhere)
    ? [...values.filter(isElsewhere), ...values.filter((value) => !isElsewhere(value))]
    : values;
  for (const sampled of ordered) if (!readValue(sampled, sample, sums)) odd.dropped++;
  for (const [name, { sum }] of Object.entries(sums)) {
    const scalar = name as Scalar; // Object.entries forgets the keys' type.
    const total = sample[scalar] ??= sum;
    if (Math.abs(total - sum) > DIFFERS_BY * Math.abs(total)) odd.phasesDiffer = say("phases", { name, total, sum });
  }
}

/** What phases add up to, of each place on its own: the outlet's go before the inlet's. */
type Sums = Partial<Record<Scalar, { sum: number; location: string | undefined }>>;

function readValue(sampled: SampledValue, sample: Sample, sums: Sums): boolean {
  if (sampled.context !== undefined && sampled.context !== "Sample.Periodic") sample.context = sampled.context;
  if (sampled.format === "SignedData") return readSigned(sampled.value, sample);
  const number = Number(sampled.value);
  // Number("") is 0.
  if (number === 0 && sampled.value.trim() === "") return false;
  const value = inOurUnit(number, sampled.unit);
  if (!(Math.abs(value) <= LARGEST)) return false;
  const measurand = sampled.measurand || "Energy.Active.Import.Register";
  const scalar = SCALARS.get(measurand);
  const phase = sampled.phase ? PHASES.get(sampled.phase) : 0;
  if (phase === undefined) return false;
  if (scalar !== undefined) {
    if (!sampled.phase) sample[scalar] = value;
    else {
      const { location } = sampled;
      const before = sums[scalar]?.location === location ? sums[scalar]?.sum ?? 0 : 0;
      sums[scalar] = { sum: round(before + value), location };
    }
    return true;
  }
  const perPhase = PER_PHASE.get(measurand);
  if (perPhase === undefined) return false;
  const phases = sample[perPhase] ??= [];
  while (phases.length < phase) phases.push(null);
  phases[phase] = value;
  return true;
}

function inOurUnit(value: number, unit: string | undefined): number {
  if (unit === undefined || OUR_UNITS.has(unit)) return value;
  const convert = CONVERT.get(unit.toLowerCase());
  return convert === undefined ? value : round(convert(value));
}

/** A sample must fit into one record; a signed value is some hundred to some thousand characters. */
const MOST_SIGNED_CHARACTERS = 9_000;

function readSigned(value: string, sample: Sample): boolean {
  const signed = sample.signedData ?? [];
  if (signed.reduce((sum, one) => sum + one.length, value.length) > MOST_SIGNED_CHARACTERS) return false;
  sample.signedData = [...signed, value];
  return true;
}

/** 0.1 kWh is 100 Wh, not 100.00000000000001. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
