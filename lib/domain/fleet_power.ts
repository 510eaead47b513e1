/** The power of the whole fleet, five minutes at a time. */
import { z } from "zod";

export const POWER_SLOT_MS = 5 * 60_000;
/** So many slots are a day. */
export const POWER_SLOTS = 288;

/** What was seen in the five minutes from `at` (epoch ms): `count` times, in sum, and the most with its time. */
export const powerSlotSchema = z.object({
  v: z.literal(1),
  at: z.number(),
  sumW: z.number(),
  count: z.number(),
  mostW: z.number(),
  mostAt: z.number(),
});
export type PowerSlot = z.infer<typeof powerSlotSchema>;

/** The slot after one more look at the fleet. */
export function withPower(slot: PowerSlot | null, powerW: number, now: number): PowerSlot {
  if (slot === null) return { v: 1, at: slotOf(now), sumW: powerW, count: 1, mostW: powerW, mostAt: now };
  const isMost = powerW > slot.mostW;
  return {
    ...slot,
    sumW: slot.sumW + powerW,
    count: slot.count + 1,
    mostW: isMost ? powerW : slot.mostW,
    mostAt: isMost ? now : slot.mostAt,
  };
}

/** When the slot of a time begins. */
export function slotOf(at: number): number {
  return at - at % POWER_SLOT_MS;
}
