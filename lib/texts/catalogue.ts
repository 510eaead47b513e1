/** What a catalogue of texts holds. English (`en.ts`) says which texts there are; every other language has the same. */
import type { en } from "./en.ts";

/** A text whose words depend on `{count}`, by the rules of its language. */
export type Plural = { readonly [Rule in Intl.LDMLPluralRule]?: string } & { readonly other: string };

export type TextKey = keyof typeof en;

/** The texts of a language, or a part of them: the same keys, each of the same kind. */
export type TranslationOf<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Plural };

export type Catalogue = TranslationOf<typeof en>;

/** The names of the `{places}` in a text. */
export type PlacesOf<Key extends TextKey> = PlacesIn<typeof en[Key]>;

type PlacesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesIn<Rest>
  : Text extends { other: infer Other } ? "count" | PlacesIn<Other>
  : never;
