/** Sentences of ours that are kept: as what they say, for each reader has a language. Pure. */
import { z } from "zod";

/** In English, as programs are told; the catalogues have them too. Places that end in `At` are times. */
export const sentences = {
  // Of sessions.
  "start-time-untold": "Its charger did not say when it began: our time was used",
  "end-time-untold": "Its charger did not say when it ended: our time was used",
  "start-time-wrong": "Its charger said it began at {saidAt}: our time was used",
  "end-time-wrong": "Its charger said it ended at {saidAt}: our time was used",
  "start-meter-untold": "Its charger did not tell the meter at its start: the last reading of the connector was used",
  "end-meter-untold": "Its charger did not tell the meter at its end: the last reading of the connector was used",
  "start-unread": "Its start was told without a readable {members}: {sent}",
  "end-unread": "Its end was told without a readable {members}: {sent}",
  "ended-after-all": "Its charger ended it after all: its word replaces ours",
  "ended-without-number":
    "Its charger did not tell which transaction it ended: taken for this one, the only one that ran",
  "ended-by-number":
    "Its charger ended transaction {number}, which it does not have: taken for this one, the only one that ran",
  "ended-by-hand": "Ended by hand: its charger never did",
  "ended-by": "Ended by {who}: its charger never did",
  "ended-with-charger": "Ended by whoever removed its charger: its charger never did",
  "ended-by-next": "Its charger never ended it: ended because transaction {number} began on the same connector",
  "stop-assigned": "An operator said that the stop of transaction {number} was meant for it",
  "stop-assigned-by": "{who} said that the stop of transaction {number} was meant for it",
  // Of chargers: what was seen the last time.
  "link-replaced": "By {address}, in place of {older}",
  "no-pong": "It was closed; IDLE_TIMEOUT_S=0 never asks",
  "boot-again": "{seconds} s after the last time",
  "unread": "{action} without {members}: {sent}",
  "values-dropped": "{number} in one message",
  "clock-said": "It said {saidAt} at {ourAt}",
  "clock-of-values": "In meter values",
  "phases": "{name} {total}, its phases {sum}",
  "meter-of-none": "Transaction {number} on connector {connector}, where nothing runs",
  "meter-of-other": "Transaction {number} on connector {connector}, where transaction {other} runs",
  "start": "Transaction {number} on connector {connector}",
  "start-again": "Start: Transaction {number} on connector {connector}",
  "start-before-end": "Transaction {number} on connector {connector} while {older} had not ended",
  "stop": "Stop of transaction {number}",
  "stop-without-number": "Stop without a number",
  "stop-taken-for": "Stop of transaction {number}, taken for {meant}",
  "stop-without-number-taken-for": "Stop without a number, taken for {meant}",
  "tag-taken-for": "{sent}, taken for {tag}",
  "an-answer": "An answer",
  "message-id": "Message id {id}",
  "characters": "{number} characters",
  "messages-a-second": "More than {number} messages a second",
  // Why a message could not be read.
  "binary": "A binary message",
  "too-many-values": "The message has more than {most} values",
  "no-json": "The message is not valid JSON",
  "no-array": "The message is not a JSON array",
  "no-message-id": "The message id is missing or not a string of 1 to 255 characters",
  "no-message-type": "The message type is not 2, 3 or 4",
  "no-action": "The action is missing or not a string",
  // Why a link was cut off.
  "too-fast": "Too many messages a second",
  "too-long": "Message over {most} bytes",
  "too-many-unanswered": "Too many messages without waiting for an answer",
  "too-many-unreadable": "Too many messages that are not OCPP",
  "unread-by-it": "It does not read what it is sent",
} as const;
export type SentenceCode = keyof typeof sentences;

type PlacesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesIn<Rest> : never;

/** One of ours by its code, which a later version may have made, with what stands in its places. */
export const saidSchema = z.object({ code: z.string(), words: z.record(z.string(), z.string()) });
export type Said = z.infer<typeof saidSchema>;

/** Text is what a charger sent, or a sentence of ours in English, as they were once kept. */
export const sentenceSchema = z.union([z.string(), saidSchema]);
export type Sentence = z.infer<typeof sentenceSchema>;

/** @example say("stop", {number: 7})  →  {code: "stop", words: {number: "7"}} */
export function say<Code extends SentenceCode>(
  code: Code,
  ...[words]: [PlacesIn<typeof sentences[Code]>] extends [never] ? []
    : [Record<PlacesIn<typeof sentences[Code]>, string | number>]
): Said {
  return { code, words: Object.fromEntries(Object.entries(words ?? {}).map(([place, word]) => [place, String(word)])) };
}

/** The same sentence with each of the charger's own words changed. */
export function withWords(sentence: Sentence, change: (word: string) => string): Sentence {
  if (typeof sentence === "string") return change(sentence);
  const words = Object.entries(sentence.words).map(([place, word]) => [place, change(word)]);
  return { ...sentence, words: Object.fromEntries(words) };
}

/** A sentence as programs are told it: in English, and, if it is one of ours, what it is made of. */
export interface SentenceView {
  text: string;
  /** Null: a text as it was sent. */
  code: string | null;
  words: Record<string, string>;
}

export function toSentenceView(sentence: Sentence): SentenceView {
  if (typeof sentence === "string") return { text: sentence, code: null, words: {} };
  const { code, words } = sentence;
  const known: string = Object.hasOwn(sentences, code) ? sentences[code as SentenceCode] : code;
  return { text: known.replace(/\{(\w+)\}/g, (place, name) => words[name] ?? place), code, words };
}

export function inEnglish(sentence: Sentence): string {
  return toSentenceView(sentence).text;
}
