/** Verdicts about the tag that was presented. */
import { type Evidence, type Finding, isRecent, type NextStep, type Scene, step, type VerdictCode } from "./scene.ts";

const CODES: Record<string, VerdictCode> = {
  Blocked: "tag-blocked",
  Expired: "tag-expired",
  Invalid: "tag-unknown",
  ConcurrentTx: "tag-busy",
};

/** What lets a tag in that was answered with `status`. */
export function tagStep(status: string, idTag: string): NextStep {
  const words = { tag: idTag };
  switch (status) {
    case "Blocked":
      return step("unblock-tag", words);
    case "Expired":
      return step("renew-tag", words);
    case "Invalid":
      return step("add-tag", words);
    case "ConcurrentTx":
      return step("end-other-session", words);
    default:
      return step("look-at-tag", words);
  }
}

/** The tag that was refused last, if nothing was charged since. */
function lastRefused({ presented, past, now }: Scene): { idTag: string; status: string; at: string } | null {
  const refusedStart = past !== null && past.tagStatus !== "Accepted"
    ? { idTag: past.idTag, status: past.tagStatus, at: past.startReceivedAt }
    : null;
  const last = [presented, refusedStart].filter((one) => one !== null)
    .sort((a, b) => b.at.localeCompare(a.at)).at(0);
  if (last === undefined || last.status === "Accepted" || !isRecent(last.at, now)) return null;
  const chargedSince = past !== null && past.tagStatus === "Accepted" && past.startReceivedAt > last.at;
  return chargedSince ? null : last;
}

export function tagRefused(scene: Scene): Finding | null {
  const refused = lastRefused(scene);
  if (refused === null) return null;
  const { idTag, status, at } = refused;
  const evidence: Evidence[] = [{ code: "tag", at, words: { tag: idTag, status } }];
  return {
    code: CODES[status] ?? "tag-refused",
    tone: "trouble",
    words: { tag: idTag, status },
    evidence,
    next: tagStep(status, idTag),
  };
}
