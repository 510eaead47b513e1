/** A change of a connector's status, as history: what a session's timeline is made of. */
import { z } from "zod";
import { type Connector, connectorStatuses } from "./connector.ts";

/** `at` is epoch ms by the charger's clock, where it can be believed. */
export const statusChangeSchema = z.object({
  v: z.literal(1),
  at: z.number(),
  status: z.enum(connectorStatuses),
  errorCode: z.string().nullable(),
  info: z.string().nullable(),
});
export type StatusChange = z.infer<typeof statusChangeSchema>;

/** What `now` changed; null when a charger only says again what it is. */
export function changeOf(now: Connector, before: Connector | null): StatusChange | null {
  const { status, errorCode, info, statusAt } = now;
  if (status === null || statusAt === null) return null;
  if (before?.status === status && before.errorCode === errorCode) return null;
  return { v: 1, at: statusAt, status, errorCode, info };
}
