/** Security events that a charger tells of (security whitepaper, SecurityEventNotification). */
import { z } from "zod";

/** `at` is epoch ms, by the charger's clock where it can be believed. */
export const securityEventSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  type: z.string(),
  at: z.number(),
  techInfo: z.string().nullable(),
});
export type SecurityEvent = z.infer<typeof securityEventSchema>;
