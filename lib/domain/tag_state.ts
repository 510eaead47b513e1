/** Whether a tag may charge now. */

export const tagStates = ["Active", "Blocked", "Expired"] as const;
export type TagState = typeof tagStates[number];

/** Times are epoch ms. */
export function stateOfTag(
  { blocked, expiresAt }: { blocked: boolean; expiresAt: number | null },
  now: number,
): TagState {
  if (blocked) return "Blocked";
  return expiresAt !== null && expiresAt <= now ? "Expired" : "Active";
}
