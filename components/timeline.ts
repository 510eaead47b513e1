/** A session's story, oldest first. Pure. */
import { formatDuration } from "@/components/format.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

export interface Moment {
  at: string;
  text: string;
  /** What should make one look twice. */
  remark?: string;
}

/** A report this late is not the way of messages: the charger was offline, or its clock is wrong. */
const FAR_APART_MS = 60_000;

export function tellTimeline(session: TransactionView): Moment[] {
  const { startedAt, startReceivedAt, endedAt, endReceivedAt, stopReason, stopIdTag, idTag, tagStatus, notes } =
    session;
  const moments: Moment[] = [{
    at: startedAt,
    text: `Started with tag ${idTag}`,
    remark: [
      tagStatus === "Accepted" ? null : `The tag was answered with ${tagStatus}`,
      tellLateness(startedAt, startReceivedAt),
    ].filter((text) => text !== null).join(". ") || undefined,
  }];
  for (const { at, text } of notes) moments.push({ at, text });
  if (endedAt !== null) {
    const by = stopIdTag === null || stopIdTag === idTag ? "" : ` by tag ${stopIdTag}`;
    moments.push({
      at: endedAt,
      text: `Ended${by}: ${stopReason ?? "Local"}`,
      remark: endReceivedAt === null ? undefined : tellLateness(endedAt, endReceivedAt) ?? undefined,
    });
  }
  return moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The charger's time beside ours. */
function tellLateness(at: string, receivedAt: string): string | null {
  const ms = Date.parse(receivedAt) - Date.parse(at);
  if (Math.abs(ms) < FAR_APART_MS) return null;
  const apart = formatDuration(Math.abs(ms) / 1000);
  return ms > 0
    ? `Reported ${apart} later: the charger was offline, or its clock is slow`
    : `The charger's clock is ${apart} ahead of ours`;
}
