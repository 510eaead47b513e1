/** A verdict in words. Pure. */
import { tellSentence } from "@/components/sentence_text.ts";
import type { Evidence, NextStep, Verdict } from "@/lib/domain/verdict/mod.ts";
import type { Reader } from "@/lib/texts/reader.ts";
import type { Texts } from "@/lib/texts/texts.ts";

/** A verdict with its sentences: as the pages show it, and the REST API tells it. */
export type ToldVerdict = Omit<Verdict, "evidence" | "next"> & {
  text: string;
  evidence: (Evidence & { text: string })[];
  next: NextStep & { text: string } | null;
};

export function toldVerdict(verdict: Verdict, reader: Reader): ToldVerdict {
  const { evidence, next } = verdict;
  return {
    ...verdict,
    text: tellVerdict(verdict, reader.t),
    evidence: evidence.map((one) => ({ ...one, text: tellEvidence(one, reader) })),
    next: next && { ...next, text: reader.t(`next.${next.code}`) },
  };
}

/** Every place that a sentence may have; a verdict fills those of its own. */
const PLACES = {
  error: "",
  tag: "",
  other: "",
  limit: "",
  unit: "",
  number: "",
};

function tellVerdict({ code, words }: Pick<Verdict, "code" | "words">, t: Texts): string {
  const places = { ...PLACES, ...plain(words) };
  if (code === "faulted" && places.error === "") return t("verdict.faulted-unknown");
  if (code === "reserved" && places.tag === "") return t("verdict.reserved-unknown");
  return t(`verdict.${code}`, places);
}

const EVIDENCE_PLACES = {
  ...PLACES,
  registration: "",
  status: "",
  action: "",
  said: "",
  by: "",
  reason: "",
  power: "",
  soc: "",
  name: "",
  purpose: "",
  until: "",
};

function tellEvidence({ code, words }: Pick<Evidence, "code" | "words">, reader: Reader): string {
  const { t, format } = reader;
  const places = { ...EVIDENCE_PLACES, ...plain(words) };
  places.status = t.word("status", places.status);
  switch (code) {
    case "status":
    case "whole-status":
      return t(places.error === "" ? `evidence.${code}` : `evidence.${code}-error`, places);
    case "command":
      return t(places.by === "" ? "evidence.command" : "evidence.command-by", places);
    case "power":
      return t("evidence.power", { power: format.kw(Number(words.powerW)) });
    case "reservation":
      return t("evidence.reservation", { ...places, until: format.exact(Date.parse(places.until)) });
    case "clock": {
      const { said = null, detail, ...filled } = plain(words);
      return t("evidence.clock", { detail: tellSentence({ text: detail, code: said, words: filled }, reader) });
    }
    case "ended":
      return t("evidence.ended", { ...places, reason: t.word("reason", places.reason) });
    default:
      return t(`evidence.${code}`, places);
  }
}

/** Numbers of transactions are names: no separators. */
function plain(words: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([place, word]) => [place, String(word)]));
}
