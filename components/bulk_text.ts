/** What came of a bulk command, in words. Pure. */
import { type CommandTold, findRemedy } from "@/components/command_text.ts";
import type { BulkChargerView, BulkCommandView } from "@/lib/domain/bulk_views.ts";
import type { Texts } from "@/lib/texts/texts.ts";

/** How far it is, as people count. */
export function sumUp({ counts, chargers }: Pick<BulkCommandView, "counts" | "chargers">) {
  const failed = counts.refused + counts.unanswered + counts.unsent + counts.unknown;
  return { ended: chargers - counts.waiting, done: counts.done, failed, waiting: counts.waiting };
}

export function isBulkOver({ state }: Pick<BulkCommandView, "state">): boolean {
  return state !== "running" && state !== "stopping";
}

export function toneOf(bulk: BulkCommandView): CommandTold["tone"] {
  if (!isBulkOver(bulk)) return "waiting";
  return bulk.counts.done === bulk.chargers ? "fine" : "trouble";
}

/** What came of one charger. */
export function tellBulkCharger(
  { state, reason, detail }: BulkChargerView,
  { action, isOver }: { action: string; isOver: boolean },
  t: Texts,
): CommandTold {
  const word = reason ?? "";
  switch (state) {
    case "waiting":
      return { tone: "waiting", text: t(isOver ? "bulk.result.notSent" : "bulk.result.waiting"), remedy: null };
    case "asked":
      return { tone: "waiting", text: t("bulk.result.asked"), remedy: null };
    case "done":
      return { tone: "fine", text: reason === null ? t("command.answered") : t.word("answer", word), remedy: null };
    case "refused": {
      const said = t.word("answer", word);
      const text = said === word ? t("command.refused", { code: word, description: detail ?? "" }) : said;
      return { tone: "trouble", text, remedy: findRemedy(`${action}.${word}`, t) ?? findRemedy(word, t) };
    }
    case "unanswered":
      return { tone: "trouble", text: t(word === "lost" ? "command.lost" : "command.timeout"), remedy: null };
    case "unsent":
      return { tone: "trouble", text: t.word("bulk.result", word), remedy: null };
    case "unknown":
      return { tone: "trouble", text: t("bulk.result.unknown"), remedy: null };
    default:
      return state satisfies never;
  }
}
