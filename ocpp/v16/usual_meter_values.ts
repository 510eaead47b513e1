/** The way by which most MeterValues are read: most messages of a fleet are these, and a schema costs four times as much. */
import { parseTime } from "../../lib/domain/time.ts";
import { MOST_ENTRIES } from "./fields.ts";
import type { MeterValue, SampledValue } from "./meter_values.ts";

/** Longer text is for the schema to judge. */
const SHORT = 255;

export interface MeterValues {
  connectorId: number;
  transactionId?: number | undefined;
  meterValue: MeterValue[];
}

/**
 * Reads a MeterValues whose every member is of the type that the standard says, and short.
 * @returns what the schema of §6.31 would make of it; null: it is not such a message, ask the schema
 */
export function readUsual(payload: unknown): MeterValues | null {
  if (!isObject(payload)) return null;
  const { connectorId, transactionId, meterValue } = payload;
  if (!isNumber(connectorId) || !(transactionId === undefined || Number.isSafeInteger(transactionId))) return null;
  if (!isFilled(meterValue) || hasNull(payload)) return null;
  const values: MeterValue[] = [];
  for (const value of meterValue) {
    const read = readUsualValue(value);
    if (read === null) return null;
    values.push(read);
  }
  return { ...payload, meterValue: values } as MeterValues; // Every member was looked at.
}

/** One of its meter values; null: ask the schema. */
export function readUsualValue(value: unknown): MeterValue | null {
  if (!isObject(value) || hasNull(value) || !isFilled(value.sampledValue)) return null;
  if (!value.sampledValue.every(isUsualSample)) return null;
  const { timestamp } = value;
  return { ...value, timestamp: typeof timestamp === "string" ? parseTime(timestamp) : null } as MeterValue; // As above.
}

function isUsualSample(sampled: unknown): sampled is SampledValue {
  if (!isObject(sampled) || typeof sampled.value !== "string") return false;
  for (const name in sampled) {
    const member = sampled[name];
    if (typeof member !== "string" || member.length > SHORT) return false;
  }
  return true;
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isFilled(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_ENTRIES;
}

/** A member that is null counts as absent, which is the schema's work. */
function hasNull(value: Record<string, unknown>): boolean {
  for (const name in value) if (value[name] === null) return true;
  return false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
