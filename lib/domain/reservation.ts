/** A reservation: a connector kept for a tag until a time. */
import { z } from "zod";

/** `connectorId` 0: any connector. `expiresAt` is epoch ms; an Active one whose time is over is shown as Expired. */
export const reservationSchema = z.object({
  v: z.literal(1),
  reservationId: z.number().int(),
  chargerId: z.string(),
  connectorId: z.number().int(),
  idTag: z.string(),
  parentIdTag: z.string().nullable(),
  expiresAt: z.number(),
  status: z.enum(["Active", "Used", "Cancelled"]),
  reservedAt: z.number(),
});
export type Reservation = z.infer<typeof reservationSchema>;

export function reservationStatus({ status, expiresAt }: Reservation, now: number) {
  return status === "Active" && expiresAt <= now ? "Expired" as const : status;
}
