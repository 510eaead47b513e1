/** A tag (OCPP: idTag): what a driver presents, and what the operator decided about it. */
import { z } from "zod";

/** `expiresAt` is epoch ms. `maxActiveTransactions` null: as many as it likes. */
export const tagSchema = z.object({
  v: z.literal(1),
  idTag: z.string(),
  label: z.string().nullable(),
  blocked: z.boolean(),
  expiresAt: z.number().nullable(),
  parentIdTag: z.string().nullable(),
  maxActiveTransactions: z.number().int().positive().nullable(),
});
export type Tag = z.infer<typeof tagSchema>;

/** AuthorizationStatus, OCPP 1.6 §7.2. */
export type TagStatus = "Accepted" | "Blocked" | "Expired" | "Invalid" | "ConcurrentTx";

/**
 * Decides about a tag that is presented.
 *
 * @param tag null when it is not stored
 * @param now epoch ms
 * @param activeElsewhere how many other transactions run with it; 0 unless it starts one (§7.2: ConcurrentTx is only
 *   relevant there)
 */
export function judgeTag(
  tag: Tag | null,
  { now, isUnknownAccepted, activeElsewhere }: { now: number; isUnknownAccepted: boolean; activeElsewhere: number },
): TagStatus {
  if (tag === null) return isUnknownAccepted ? "Accepted" : "Invalid";
  if (tag.blocked) return "Blocked";
  if (tag.expiresAt !== null && tag.expiresAt <= now) return "Expired";
  const { maxActiveTransactions } = tag;
  if (maxActiveTransactions !== null && activeElsewhere >= maxActiveTransactions) return "ConcurrentTx";
  return "Accepted";
}

/**
 * What a presented tag may be stored as, the likeliest first: as sent, and without what some chargers append (OCPP.Core: KEBA
 * its serial number).
 * @example spellingsOf(" 04A1_17619300")  →  ["04A1_17619300", "04A1"]
 */
export function spellingsOf(idTag: string): string[] {
  const sent = idTag.trim();
  const end = sent.lastIndexOf("_");
  return end > 0 ? [sent, sent.slice(0, end)] : [sent];
}

/** Tags are compared without regard to case (OCPP 1.6 §7.15 CiString). */
export function isSameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
