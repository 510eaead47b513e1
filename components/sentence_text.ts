/** A sentence that was kept, in the reader's words. Pure. */
import type { SentenceView } from "@/lib/domain/sentence.ts";
import type { Reader } from "@/lib/texts/reader.ts";

/** What a charger sent, and what older stores hold, stays as it is. */
export function tellSentence({ text, code, words }: SentenceView, { t, format }: Reader): string {
  if (code === null) return text;
  const told = Object.entries(words).map(([place, word]) =>
    place.endsWith("At") ? [place, format.exact(Date.parse(word), true)] : [place, word]
  );
  return t.word("said", code, Object.fromEntries(told));
}
