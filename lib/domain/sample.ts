/** A sample: what a connector's meter said at one moment. */
import { z } from "zod";

const number = z.number().optional();
const phases = z.array(z.number().nullable()).optional();

/**
 * `at` is epoch ms by the charger's clock; `chargerAt` stands beside it only when that clock was absurd and `at` is ours.
 *
 * Units are in the names. Arrays hold L1, L2, L3 (null: not told); a current or voltage told without a phase is the
 * only element. Registers count from the meter's own zero; intervals are what passed since the last sample.
 * @see OCPP 1.6 ed. 2, §7.31 (measurands), §7.33
 */
export const sampleSchema = z.object({
  at: z.number(),
  chargerAt: number,
  context: z.string().optional(),
  powerW: number,
  powerExportW: number,
  powerOfferedW: number,
  powerReactiveImportVar: number,
  powerReactiveExportVar: number,
  powerFactor: number,
  energyWh: number,
  energyExportWh: number,
  energyReactiveImportVarh: number,
  energyReactiveExportVarh: number,
  energyIntervalWh: number,
  energyExportIntervalWh: number,
  energyReactiveImportIntervalVarh: number,
  energyReactiveExportIntervalVarh: number,
  currentA: phases,
  currentExportA: phases,
  currentOfferedA: number,
  voltageV: phases,
  frequencyHz: number,
  rpm: number,
  socPercent: number,
  temperatureC: number,
  /** Signed meter readings (format SignedData), as sent. */
  signedData: z.array(z.string()).optional(),
});
export type Sample = z.infer<typeof sampleSchema>;

/** Whether two samples say the same of the same moment: then one of them is a repeat. */
export function isSameSample(a: Sample, b: Sample): boolean {
  return a.at === b.at && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(sample: Sample): [string, unknown][] {
  return Object.entries(sample).sort(([a], [b]) => a < b ? -1 : 1);
}

/** The newest known value of everything: `sample` over what was known before. */
export function mergeReading(known: Sample | null, sample: Sample): Sample {
  if (known === null || (sample.at >= known.at && saysAll(sample, known))) return sample;
  return sample.at >= known.at ? { ...known, ...sample } : { ...sample, ...known };
}

/** Whether a sample has a value of everything that was known: a meter mostly tells the same again. */
function saysAll(sample: Sample, known: Sample): boolean {
  for (const name in known) if (!(name in sample)) return false;
  return true;
}
