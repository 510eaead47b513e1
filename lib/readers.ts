/** The reader of each request: by what the browser asks for, and by what its cookies remember. */
import { readCookie } from "./http/cookie.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { chooseLanguage, type Language } from "./texts/language.ts";
import { createReader, type Reader } from "./texts/reader.ts";
import type { Catalogue } from "./texts/catalogue.ts";

/** Set when somebody chose a language; without it the browser's own counts. */
export const LANGUAGE_COOKIE = "language";
/** The browser tells its time zone (components/reader.ts). */
export const ZONE_COOKIE = "zone";

export interface PageReader extends Reader {
  /** `ReaderData`, as the page tells it to its browser: safe inside a `<script>`. */
  json: string;
}

/** The language that somebody chose; null: as the browser asks. */
export function chosenLanguage({ headers }: Request): string | null {
  return readCookie(headers.get("cookie") ?? "", LANGUAGE_COOKIE);
}

const CATALOGUES: Record<Language, Catalogue> = { en, de };
const MOST_KEPT = 100;

export class Readers {
  // Their Intl objects are slow to make, and few readers differ.
  readonly #kept = new Map<string, PageReader>();

  of(request: Request): PageReader {
    const { headers } = request;
    const { language, locale } = chooseLanguage(headers.get("accept-language"), chosenLanguage(request));
    const zone = toZone(readCookie(headers.get("cookie") ?? "", ZONE_COOKIE));
    const key = `${language} ${locale} ${zone}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const data = { language, locale, zone, catalogue: CATALOGUES[language] };
    const reader = { ...createReader(data), json: JSON.stringify(data).replaceAll("<", "\\u003c") };
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, reader);
    return reader;
  }
}

/** Null: not told, or no zone that there is. */
function toZone(text: string | null): string | null {
  if (text === null) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: decodeURIComponent(text) }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
