/** Who reads a page: in which language, and with whose numbers, dates and clock. */
import type { Catalogue } from "./catalogue.ts";
import { Format, type Place } from "./format.ts";
import { createTexts, type Texts } from "./texts.ts";

export interface Reader {
  language: string;
  t: Texts;
  format: Format;
}

/** What a page tells its browser, to make the same reader there. */
export interface ReaderData extends Place {
  language: string;
  catalogue: Catalogue;
}

export function createReader({ language, catalogue, locale, zone }: ReaderData): Reader {
  const t = createTexts(catalogue, locale);
  return { language, t, format: new Format(t, { locale, zone }) };
}
