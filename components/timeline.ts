/** A session's story, oldest first. Pure. */
import { nameOf, tellCommand } from "@/components/command_text.ts";
import { tellSentence } from "@/components/sentence_text.ts";
import type { SessionStory, StatusMoment } from "@/lib/domain/session_story.ts";
import type { CommandView, TransactionView } from "@/lib/domain/views.ts";
import type { Reader } from "@/lib/texts/reader.ts";

export interface Moment {
  at: string;
  text: string;
  /** What should make one look twice, or how long it took. */
  remark?: string;
}

/** A report this late is not the way of messages: the charger was offline, or its clock is wrong. */
const FAR_APART_MS = 60_000;
/** What is told of one second stands in the order in which it happens. */
const SECOND_MS = 1_000;

export function tellTimeline(session: TransactionView, story: SessionStory, reader: Reader): Moment[] {
  const { presented, commands, statuses } = story;
  const told = statuses.map((one, i) =>
    tellStatus(one, { session, before: statuses[i - 1], next: statuses[i + 1], reader })
  );
  const isLeading = (i: number) => statuses[i].status === "Preparing" && statuses[i].at <= session.startedAt;
  const moments = [
    ...told.filter((_, i) => isLeading(i)),
    ...commands.map((one) => tellCommandMoment(one, reader)),
    ...presented === null ? [] : [tellPresented(presented, session, reader)],
    tellStart(session, reader),
    ...told.filter((_, i) => !isLeading(i) && (session.endedAt === null || statuses[i].at < session.endedAt)),
    ...session.notes.map(({ at, ...note }) => ({ at, text: tellSentence(note, reader) })),
    ...tellEnd(session, reader),
    ...told.filter((_, i) => session.endedAt !== null && statuses[i].at >= session.endedAt),
  ];
  return moments.sort((a, b) => secondOf(a) - secondOf(b));
}

function secondOf({ at }: Moment): number {
  return Math.floor(Date.parse(at) / SECOND_MS);
}

function tellStart({ startedAt, startReceivedAt, idTag, tagStatus }: TransactionView, reader: Reader): Moment {
  const { t } = reader;
  const remarks = [
    tagStatus === "Accepted" ? null : t("timeline.tagAnswered", { answer: t.word("tagAnswer", tagStatus) }),
    tellLateness(startedAt, startReceivedAt, reader),
  ].filter((text) => text !== null);
  return { at: startedAt, text: t("timeline.started", { tag: idTag }), remark: remarks.join(". ") || undefined };
}

function tellEnd({ endedAt, endReceivedAt, stopReason, stopIdTag, idTag }: TransactionView, reader: Reader): Moment[] {
  if (endedAt === null) return [];
  const { t } = reader;
  const reason = t.word("reason", stopReason ?? "Local");
  const isSameTag = stopIdTag === null || stopIdTag === idTag;
  return [{
    at: endedAt,
    text: isSameTag ? t("timeline.ended", { reason }) : t("timeline.endedBy", { tag: stopIdTag, reason }),
    remark: endReceivedAt === null ? undefined : tellLateness(endedAt, endReceivedAt, reader) ?? undefined,
  }];
}

/** It came by our clock, and is told by the charger's, as the start that it led to. */
function tellPresented(
  { at, idTag, status }: NonNullable<SessionStory["presented"]>,
  { startedAt, startReceivedAt }: TransactionView,
  { t }: Reader,
): Moment {
  const before = Math.max(0, Date.parse(startReceivedAt) - Date.parse(at));
  return {
    at: new Date(Date.parse(startedAt) - before).toISOString(),
    text: t("timeline.presented", { tag: idTag, answer: t.word("tagAnswer", status) }),
  };
}

function tellCommandMoment(command: CommandView, { t }: Reader): Moment {
  const action = nameOf(command.action, t);
  const who = command.askedBy;
  return {
    at: command.askedAt,
    text: who === null ? t("timeline.askedBySomebody", { action }) : t("timeline.asked", { action, who }),
    remark: tellCommand(command, t).text,
  };
}

interface Around {
  session: TransactionView;
  before: StatusMoment | undefined;
  next: StatusMoment | undefined;
  reader: Reader;
}

function tellStatus({ at, status, errorCode, info }: StatusMoment, { session, before, next, reader }: Around): Moment {
  const { t, format } = reader;
  const isOver = session.endedAt !== null && at >= session.endedAt;
  if (errorCode !== null && errorCode !== "NoError") {
    return { at, text: t("timeline.fault", { error: errorCode }), remark: info ?? undefined };
  }
  const until = next?.at ?? session.endedAt;
  const lasted = until === null
    ? undefined
    : t("timeline.for", { time: format.duration((Date.parse(until) - Date.parse(at)) / 1000) });
  switch (status) {
    case "Preparing":
      return { at, text: t("timeline.taken") };
    case "Charging":
      return { at, text: t(before?.status.startsWith("Suspended") ? "timeline.resumed" : "timeline.charging") };
    case "SuspendedEV":
      return { at, text: t("timeline.pausedByCar"), remark: isOver ? undefined : lasted };
    case "SuspendedEVSE":
      return { at, text: t("timeline.pausedByCharger"), remark: isOver ? undefined : lasted };
    case "Finishing":
      return { at, text: t("timeline.finishing") };
    case "Available":
      return { at, text: isOver ? t("timeline.free") : t("timeline.status", { status: t.word("status", status) }) };
    default:
      return { at, text: t("timeline.status", { status: t.word("status", status) }) };
  }
}

/** The charger's time beside ours. */
function tellLateness(at: string, receivedAt: string, { t, format }: Reader): string | null {
  const ms = Date.parse(receivedAt) - Date.parse(at);
  if (Math.abs(ms) < FAR_APART_MS) return null;
  const apart = format.duration(Math.abs(ms) / 1000);
  return ms > 0 ? t("timeline.late", { apart }) : t("timeline.early", { apart });
}
