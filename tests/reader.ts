/** A reader for tests of what is written: English, in Berlin, unless said otherwise. */
import { de } from "../lib/texts/de.ts";
import { en } from "../lib/texts/en.ts";
import { createReader, type Reader } from "../lib/texts/reader.ts";

export function aReader({ language = "en", locale = "en-GB", zone = "Europe/Berlin" as string | null } = {}): Reader {
  return createReader({ language, locale, zone, catalogue: language === "de" ? de : en });
}
