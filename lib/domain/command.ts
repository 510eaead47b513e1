/** A command: what an operator or program asked of a charger, and what came of it. Kept as an audit. */
import { z } from "zod";

/**
 * `state`: `queued` while the charger has not answered what was asked before; `sent` until it is settled; `answered` also when the charger says Rejected; `refused` with a CALLERROR;
 * `unreadable` when the answer breaks its schema; `timeout` without an answer; `lost` when the link closed first.
 * `isLate`: it was answered after all when its time was over. `bulkId`: the bulk command that it is a part of, where its
 * charger has the place `bulkPlace`.
 */
export const commandSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  chargerId: z.string(),
  action: z.string(),
  payload: z.unknown(),
  askedBy: z.string().nullable(),
  askedAt: z.number(),
  settledAt: z.number().nullable(),
  state: z.enum(["queued", "sent", "answered", "refused", "unreadable", "timeout", "lost"]),
  response: z.unknown(),
  error: z.object({ code: z.string(), description: z.string(), details: z.unknown() }).nullable(),
  isLate: z.boolean().default(false),
  bulkId: z.string().nullable().default(null),
  bulkPlace: z.number().int().optional(),
});
export type Command = z.infer<typeof commandSchema>;
