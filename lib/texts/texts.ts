/** Texts of one language, with values in their places. */
import type { Catalogue, PlacesOf, Plural, TextKey } from "./catalogue.ts";

type Values<Key extends TextKey> = [PlacesOf<Key>] extends [never] ? [] : [Record<PlacesOf<Key>, string | number>];

/** @example t("list.found", {count: 3, total: 10000})  →  "3 of 10,000 chargers" */
export interface Texts {
  <Key extends TextKey>(key: Key, ...values: Values<Key>): string;
  /** A text with elements in its places, as a list of children. */
  parts<Key extends TextKey, Parts extends Record<PlacesOf<Key>, unknown>>(
    key: Key,
    parts: Parts,
  ): (string | Parts[keyof Parts])[];
  /**
   * What people say for a word of OCPP or a code of ours; the word itself where the catalogue has none.
   * @example t.word("status", "SuspendedEV")  →  "Paused by car"
   */
  word(kind: WordKind, word: string, values?: Record<string, string>): string;
}

/** Families of texts that are named by a word of OCPP or of ours. */
export type WordKind =
  | "status"
  | "reason"
  | "tagAnswer"
  | "audit"
  | "chart.line"
  | "action"
  | "answer"
  | "remedy"
  | "bulk.result"
  | "field"
  | "next.do"
  | "said";

const PLACE = /\{(\w+)\}/;

export function createTexts(catalogue: Catalogue, locale: string): Texts {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const find = (key: TextKey, count: unknown): string => {
    const entry: string | Plural = catalogue[key];
    return typeof entry === "string" ? entry : entry[rules.select(Number(count))] ?? entry.other;
  };
  /** The pieces of a text: every second one is what stands in a place. */
  const fill = <Value>(key: TextKey, values: Record<string, Value>): (string | Value)[] =>
    find(key, values.count).split(PLACE).map((piece, i) => {
      const value = i % 2 === 0 ? piece : values[piece];
      return typeof value === "number" ? numbers.format(value) : value;
    });
  const t = (key: TextKey, values: Record<string, string | number> = {}) => fill(key, values).join("");
  return Object.assign(t, {
    parts: <Value>(key: TextKey, values: Record<string, Value>) => fill(key, values).filter((piece) => piece !== ""),
    word: (kind: WordKind, word: string, values: Record<string, string> = {}) => {
      const key = `${kind}.${word}`;
      return isKey(catalogue, key) ? fill(key, values).join("") : word;
    },
    // The names of the places, which callers are held to, are not seen in here.
  }) as Texts;
}

function isKey(catalogue: Catalogue, key: string): key is TextKey {
  return Object.hasOwn(catalogue, key);
}
