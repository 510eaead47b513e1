/** Which language and way of writing a reader gets. Pure. */

export const languages = ["en", "de"] as const;
export type Language = typeof languages[number];

/** Where a reader said nothing. Days stand before months, which is read rightly by all. */
const DEFAULT = "en-GB";
const MOST_TAGS = 20;

/**
 * The best of our languages by what a browser asks for, unless the reader `chose` one; and the locale, which keeps the
 * reader's region: numbers and dates go by the place, not by the language.
 *
 * @see RFC 9110, 12.5.4 Accept-Language
 * @example "fr;q=0.9, de-AT, en;q=0.8", null  →  {language: "de", locale: "de-AT"}
 */
export function chooseLanguage(accept: string | null, chosen: string | null): { language: Language; locale: string } {
  const wished = wishes(accept ?? "");
  const known = [chosen ?? "", ...wished, DEFAULT].find((tag) => toLanguage(tag) !== null) ?? DEFAULT;
  const language = toLanguage(known) ?? "en";
  const inLanguage = wished.find((tag) => toLanguage(tag) === language && regionOf(tag) !== undefined);
  const region = wished.map(regionOf).find((one) => one !== undefined);
  const isSaid = wished.some((tag) => toLanguage(tag) === language);
  const locale = inLanguage ?? (isSaid ? language : region && `${language}-${region}`) ??
    (language === "en" ? DEFAULT : language);
  return { language, locale };
}

/** The tags of a header, the most wished first; what is no language tag is left out. */
function wishes(accept: string): string[] {
  return accept.split(",").slice(0, MOST_TAGS).map((part) => {
    const [tag, q] = part.trim().split(/\s*;\s*q=/);
    return { tag, weight: q === undefined ? 1 : Number(q) };
  }).filter(({ tag, weight }) => weight > 0 && isTag(tag)).sort((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}

function isTag(tag: string): boolean {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function toLanguage(tag: string): Language | null {
  return languages.find((language) => new RegExp(`^${language}(-|$)`, "i").test(tag)) ?? null;
}

function regionOf(tag: string): string | undefined {
  return new Intl.Locale(tag).region;
}
