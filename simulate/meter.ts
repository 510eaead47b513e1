/** What a meter shows, in OCPP 1.6's words. Pure. */
import type { Model } from "./model.ts";

/** `voltageV` and `currentA` hold L1, L2, L3, or the one value of a DC outlet. Null: not measured. */
export interface Reading {
  current: "AC" | "DC";
  powerW: number;
  offeredW: number;
  energyWh: number;
  voltageV: number[];
  currentA: number[];
  socPercent: number | null;
  temperatureC: number | null;
}

interface SampledValue {
  value: string;
  measurand: string;
  unit: string;
  context: string;
  phase?: string;
  location?: string;
}

export interface MeterValue {
  timestamp: string;
  sampledValue: SampledValue[];
}

type Context = "Sample.Periodic" | "Transaction.Begin" | "Transaction.End" | "Trigger";

/**
 * Writes a whole reading as one meter value.
 *
 * @param unit W: power in W and energy in Wh; kW: both a thousand times that, as some chargers have it
 * @see OCPP 1.6 ed. 2, §7.31, §7.33, §7.43
 * @example {powerW: 11040, energyWh: 1234567.8, …}  →  {value: "11040", measurand: "Power.Active.Import", unit: "W", …}, …
 */
export function toMeterValue(reading: Reading, at: { ms: number; context: Context; unit: Model["unit"] }): MeterValue {
  const { context, unit } = at;
  const isAc = reading.current === "AC";
  const values: SampledValue[] = [
    { value: power(reading.powerW, unit), measurand: "Power.Active.Import", unit, context },
    energyOf(reading.energyWh, { context, unit }),
    { value: power(reading.offeredW, unit), measurand: "Power.Offered", unit, context },
  ];
  for (const [phase, amps] of reading.currentA.entries()) {
    const where = isAc ? { phase: `L${phase + 1}` } : {};
    values.push({ value: amps.toFixed(2), measurand: "Current.Import", unit: "A", context, ...where });
  }
  for (const [phase, volts] of reading.voltageV.entries()) {
    const where = isAc ? { phase: `L${phase + 1}-N` } : {};
    values.push({ value: volts.toFixed(1), measurand: "Voltage", unit: "V", context, ...where });
  }
  if (reading.socPercent !== null) {
    const value = String(Math.floor(reading.socPercent));
    values.push({ value, measurand: "SoC", unit: "Percent", context, location: "EV" });
  }
  if (reading.temperatureC !== null) {
    const value = reading.temperatureC.toFixed(1);
    values.push({ value, measurand: "Temperature", unit: "Celsius", context, location: "Body" });
  }
  return { timestamp: new Date(at.ms).toISOString(), sampledValue: values };
}

/** Writes the energy register alone, as a transaction begins and ends with it. */
export function toRegisterValue(energyWh: number, at: { ms: number; context: Context }): MeterValue {
  const sampledValue = [energyOf(energyWh, { context: at.context, unit: "W" })];
  return { timestamp: new Date(at.ms).toISOString(), sampledValue };
}

/** A register has whole Wh, rounded down: what it has not counted yet is not sold. */
export function registerOf(energyWh: number): number {
  return Math.floor(energyWh);
}

function energyOf(energyWh: number, { context, unit }: { context: Context; unit: Model["unit"] }): SampledValue {
  const wh = registerOf(energyWh);
  return {
    value: unit === "W" ? String(wh) : (wh / 1000).toFixed(3),
    measurand: "Energy.Active.Import.Register",
    unit: `${unit}h`,
    context,
  };
}

function power(watts: number, unit: Model["unit"]): string {
  return unit === "W" ? String(Math.round(watts)) : (watts / 1000).toFixed(2);
}
