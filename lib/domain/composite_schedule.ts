/** A composite schedule: what a charger says it will allow a connector, all its profiles together (OCPP 1.6 §3.13.3). */
import { z } from "zod";

/**
 * `connectorId`, `askedDurationS` and `askedUnit` are what was asked; `at` is when it was answered. The first of `periods`
 * begins at `startsAt`, the last one ends at `endsAt`; limits are in `unit`. Times are epoch ms.
 */
export const compositeScheduleSchema = z.object({
  v: z.literal(1),
  connectorId: z.number().int(),
  askedDurationS: z.number(),
  askedUnit: z.string().nullable(),
  at: z.number(),
  startsAt: z.number(),
  endsAt: z.number(),
  unit: z.string().nullable(),
  minChargingRate: z.number().nullable(),
  periods: z.array(z.object({ at: z.number(), limit: z.number(), numberPhases: z.number().nullable() })),
});
export type CompositeSchedule = z.infer<typeof compositeScheduleSchema>;

/** More would not fit into one record; a charger has some dozens. */
export const MOST_PERIODS = 500;
