/** A session's story, oldest first. Pure. */
import type { TransactionView } from "@/lib/domain/views.ts";
import type { Reader } from "@/lib/texts/reader.ts";

export interface Moment {
  at: string;
  text: string;
  /** What should make one look twice. */
  remark?: string;
}

/** A report this late is not the way of messages: the charger was offline, or its clock is wrong. */
const FAR_APART_MS = 60_000;

export function tellTimeline(session: TransactionView, reader: Reader): Moment[] {
  const { t } = reader;
  const { startedAt, startReceivedAt, endedAt, endReceivedAt, stopReason, stopIdTag, idTag, tagStatus, notes } =
    session;
  const moments: Moment[] = [{
    at: startedAt,
    text: t("timeline.started", { tag: idTag }),
    remark: [
      tagStatus === "Accepted" ? null : t("timeline.tagAnswered", { status: tagStatus }),
      tellLateness(startedAt, startReceivedAt, reader),
    ].filter((text) => text !== null).join(". ") || undefined,
  }];
  for (const { at, text } of notes) moments.push({ at, text });
  if (endedAt !== null) {
    const reason = t.word("reason", stopReason ?? "Local");
    const isSameTag = stopIdTag === null || stopIdTag === idTag;
    moments.push({
      at: endedAt,
      text: isSameTag ? t("timeline.ended", { reason }) : t("timeline.endedBy", { tag: stopIdTag, reason }),
      remark: endReceivedAt === null ? undefined : tellLateness(endedAt, endReceivedAt, reader) ?? undefined,
    });
  }
  return moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The charger's time beside ours. */
function tellLateness(at: string, receivedAt: string, { t, format }: Reader): string | null {
  const ms = Date.parse(receivedAt) - Date.parse(at);
  if (Math.abs(ms) < FAR_APART_MS) return null;
  const apart = format.duration(Math.abs(ms) / 1000);
  return ms > 0 ? t("timeline.late", { apart }) : t("timeline.early", { apart });
}
