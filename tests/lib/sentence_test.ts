import { assertEquals } from "@std/assert";
import { tellSentence } from "../../components/sentence_text.ts";
import { inEnglish, say, sentenceSchema, toSentenceView, withWords } from "../../lib/domain/sentence.ts";
import { aReader } from "../reader.ts";

const german = aReader({ language: "de", locale: "de-DE" });
const told = (sentence: Parameters<typeof toSentenceView>[0]) => tellSentence(toSentenceView(sentence), german);

Deno.test("a sentence is kept as what it says, and told to programs in English and to each reader in their language", () => {
  const stop = say("stop-taken-for", { number: 7, meant: 8 });
  assertEquals(stop, { code: "stop-taken-for", words: { number: "7", meant: "8" } });
  assertEquals([inEnglish(stop), told(stop)], [
    "Stop of transaction 7, taken for 8",
    "Ende von Ladevorgang 7, genommen für 8",
  ]);
});

Deno.test("a time in a sentence is told by the reader's clock", () => {
  const clock = say("clock-said", { saidAt: "2019-01-01T00:00:00.000Z", ourAt: "2026-07-01T12:00:05.000Z" });
  assertEquals(inEnglish(clock), "It said 2019-01-01T00:00:00.000Z at 2026-07-01T12:00:05.000Z");
  assertEquals(told(clock), "Sie sagte 1. Jan. 2019, 01:00:00, als es 1. Juli 2026, 14:00:05 war");
});

Deno.test("what a charger sent stays as it was sent, also within a sentence", () => {
  assertEquals(told(sentenceSchema.parse("It said {who}")), "It said {who}");
  assertEquals(told(say("ended-by", { who: "{number} $&" })), "Beendet durch {number} $&; die Station tat es nie");
  assertEquals(inEnglish(say("ended-by", { who: "{number} $&" })), "Ended by {number} $&: its charger never did");
});

Deno.test("a sentence that a later version kept is told by its name", () => {
  const later = sentenceSchema.parse({ code: "of-tomorrow", words: {} });
  assertEquals([inEnglish(later), told(later)], ["of-tomorrow", "of-tomorrow"]);
});

Deno.test("what is hidden is hidden in the words of a sentence too", () => {
  const hide = (word: string) => word.replace("secret", "***");
  assertEquals(withWords(say("tag-taken-for", { sent: "a secret", tag: "b" }), hide), {
    code: "tag-taken-for",
    words: { sent: "a ***", tag: "b" },
  });
  assertEquals(withWords("a secret", hide), "a ***");
});
