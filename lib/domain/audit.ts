/** The audit: who did, or tried, what and when. */
import { z } from "zod";

/**
 * `at` is epoch ms. `operator` null: nobody is asked on this machine, or the name given at a log-in is no operator's.
 * `target` is the path that was asked, `detail` what it does not tell; `status` the one that was answered.
 */
export const auditEntrySchema = z.object({
  v: z.literal(1),
  id: z.string(),
  at: z.number(),
  operator: z.string().nullable(),
  authentication: z.enum(["none", "session", "token", "password"]),
  address: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  detail: z.string().nullable(),
  status: z.number(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export type AuditEntryView = Omit<AuditEntry, "v" | "at"> & { at: string };
