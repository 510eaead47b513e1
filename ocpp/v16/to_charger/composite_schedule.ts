/** GetCompositeSchedule.conf, OCPP 1.6 §6.22: what chargers tell, and what times they mean. */
import type { z } from "zod";
import { MOST_PERIODS } from "../../../lib/domain/composite_schedule.ts";
import { isBelievable, parseTime } from "../../../lib/domain/time.ts";
import { chargingRateUnits, plainStatuses } from "../enums.ts";
import { decimal, entriesOf, integer, oneOf, payload, text } from "../fields.ts";

const told = {
  connectorId: integer.optional(),
  scheduleStart: text.optional(),
  chargingSchedule: payload({
    duration: integer.optional(),
    startSchedule: text.optional(),
    chargingRateUnit: oneOf(chargingRateUnits),
    chargingSchedulePeriod: entriesOf(
      payload({ startPeriod: integer, limit: decimal, numberPhases: integer.optional() }),
    ),
    minChargingRate: decimal.optional(),
  }).optional(),
};

/** Times stay as the charger wrote them. */
export const compositeScheduleAnswer = payload({ status: oneOf(plainStatuses), ...told });

/**
 * Periods by the clock. They count from `scheduleStart`; where that is missing or cannot be true, from when the answer came.
 *
 * @example {scheduleStart: "2026-11-22T12:00:00Z", chargingSchedule: {chargingRateUnit: "A", chargingSchedulePeriod:
 *   [{startPeriod: 60, limit: 8}]}}  →  {unit: "A", periods: [{at: 1795348860000, limit: 8, numberPhases: null}], …}
 */
export function toPeriods(
  { scheduleStart, chargingSchedule }: Pick<z.infer<typeof compositeScheduleAnswer>, keyof typeof told>,
  { askedDurationS, receivedAt }: { askedDurationS: number; receivedAt: number },
) {
  const start = parseTime(scheduleStart ?? chargingSchedule?.startSchedule ?? "");
  const startsAt = isBelievable(start, receivedAt + askedDurationS * 1000) ? start : receivedAt;
  const after = (seconds: number) => Math.min(LAST_TIME, startsAt + Math.max(0, seconds) * 1000);
  const { duration = 0 } = chargingSchedule ?? {};
  const endsAt = after(duration > 0 ? duration : askedDurationS);
  const periods = (chargingSchedule?.chargingSchedulePeriod ?? [])
    .map(({ startPeriod, limit, numberPhases = null }) => ({ at: after(startPeriod), limit, numberPhases }))
    .filter(({ at }) => at < endsAt)
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST_PERIODS);
  const { chargingRateUnit: unit = null, minChargingRate = null } = chargingSchedule ?? {};
  return { startsAt, endsAt, unit, minChargingRate, periods };
}

/** No Date is later. */
const LAST_TIME = 8.64e15;
