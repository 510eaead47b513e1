/** What a charger may give at a moment, by the charging profiles that it holds. Pure. */
import { z } from "zod";
import { parseTime } from "./time.ts";
import type { InstalledProfileView } from "./upkeep_views.ts";

/** Only what decides here; times as they were sent. */
const schedule = z.object({
  duration: z.number().optional(),
  startSchedule: z.string().optional(),
  chargingRateUnit: z.string(),
  chargingSchedulePeriod: z.array(z.object({ startPeriod: z.number(), limit: z.number() })),
});
const profile = z.object({
  stackLevel: z.number(),
  chargingProfilePurpose: z.string(),
  chargingProfileKind: z.string(),
  recurrencyKind: z.string().optional(),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  chargingSchedule: schedule,
});

/** `unit` is A for each phase, or W for all. */
export interface Limit {
  limit: number;
  unit: string;
}

const DAY_S = 86_400;
/** No car charges with less (IEC 61851-1): 6 A, on one phase 1,380 W. */
const LEAST: Record<string, number> = { A: 6, W: 1_380 };

export function isTooLow({ limit, unit }: Limit): boolean {
  return limit < (LEAST[unit] ?? 0);
}

/**
 * The profile that keeps a connector from charging now, and its limit; null when none does.
 *
 * Of a purpose the highest stack level that says something counts; what stands at a connector goes before what stands at
 * the charger as a whole, and a TxProfile before a TxDefaultProfile (OCPP 1.6 §3.13.2).
 *
 * @param held those that stand; `startedAt` (epoch ms) is the start of what runs there, null when nothing does
 */
export function findBlockingProfile(
  held: InstalledProfileView[],
  { connectorId, startedAt, now }: { connectorId: number; startedAt: number | null; now: number },
): { held: InstalledProfileView; limit: Limit } | null {
  const limits = held.flatMap((one) => {
    const limit = limitOf(one, { startedAt, now });
    return limit === null ? [] : [{ held: one, limit }];
  }).sort((a, b) => b.held.profile.stackLevel - a.held.profile.stackLevel);
  const first = (purpose: string, at: number) =>
    limits.find(({ held: one }) => one.profile.chargingProfilePurpose === purpose && one.connectorId === at);
  const ofTransaction = first("TxProfile", connectorId) ?? first("TxDefaultProfile", connectorId) ??
    first("TxDefaultProfile", 0);
  return [ofTransaction, first("ChargePointMaxProfile", 0)].find((one) => one && isTooLow(one.limit)) ?? null;
}

function limitOf(held: InstalledProfileView, { startedAt, now }: { startedAt: number | null; now: number }) {
  const parsed = profile.safeParse(held.profile);
  if (!parsed.success) return null;
  const { validFrom, validTo, chargingProfileKind, recurrencyKind, chargingSchedule } = parsed.data;
  const [from, to] = [timeOf(validFrom), timeOf(validTo)];
  if ((from !== null && now < from) || (to !== null && now >= to)) return null;
  const start = timeOf(chargingSchedule.startSchedule);
  switch (chargingProfileKind) {
    case "Relative":
      return limitAt(chargingSchedule, startedAt ?? now, now);
    case "Recurring": {
      const everyMs = (recurrencyKind === "Weekly" ? 7 * DAY_S : DAY_S) * 1000;
      const begun = start ?? 0;
      return limitAt(chargingSchedule, begun + Math.floor((now - begun) / everyMs) * everyMs, now);
    }
    default:
      return limitAt(chargingSchedule, start ?? Date.parse(held.setAt), now);
  }
}

/** The limit of a schedule that began at `startedAt`; null before it and behind its end. Times are epoch ms. */
function limitAt(given: z.infer<typeof schedule>, startedAt: number, now: number): Limit | null {
  const { duration, chargingRateUnit: unit, chargingSchedulePeriod: periods } = given;
  const passedS = (now - startedAt) / 1000;
  if (passedS < 0 || (duration !== undefined && passedS >= duration)) return null;
  const period = periods.findLast(({ startPeriod }) => startPeriod <= passedS);
  return period === undefined ? null : { limit: period.limit, unit };
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : parseTime(text);
}
