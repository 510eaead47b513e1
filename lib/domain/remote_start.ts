/** A remote start: a charger said that it would start a transaction, and the transaction may take a profile with it. */
import { z } from "zod";
import { chargingProfileSchema } from "./charging_profile.ts";
import { isSameTag } from "./tag.ts";

/** `profile` null: none was sent along. `acceptedAt` is epoch ms by our clock. */
export const remoteStartSchema = z.object({
  v: z.literal(1),
  idTag: z.string(),
  profile: chargingProfileSchema.nullable(),
  acceptedAt: z.number(),
});
export type RemoteStart = z.infer<typeof remoteStartSchema>;

/** A charger waits so long for the plug at most (its ConnectionTimeOut); who comes later has presented a tag. */
export const REMOTE_START_MS = 10 * 60_000;

/** Whether a start is what this asked for. `startReceivedAt` is epoch ms by our clock. */
export function isAskedFor(
  { idTag, startReceivedAt }: { idTag: string; startReceivedAt: number },
  asked: RemoteStart,
): boolean {
  return isSameTag(idTag, asked.idTag) && startReceivedAt - asked.acceptedAt <= REMOTE_START_MS;
}
