/** A message of the log: one frame on a charger's link, as it was sent. */
import { z } from "zod";

/**
 * `at` is epoch ms by our clock; `direction` is seen from us. An answer carries the action it answers and how long that
 * took; `unreadable` is text that is no OCPP frame. `gap`: so many frames were left out because they came too fast.
 */
export const messageSchema = z.object({
  at: z.number(),
  direction: z.enum(["in", "out"]),
  type: z.enum(["call", "result", "error", "unreadable", "gap"]),
  messageId: z.union([z.string(), z.number()]).nullable(),
  action: z.string().nullable(),
  latencyMs: z.number().nullable(),
  text: z.string(),
});
export type Message = z.infer<typeof messageSchema>;
