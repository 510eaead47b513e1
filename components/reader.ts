/** The reader's language, numbers and times, as the parts of a page use them. */
import { IS_BROWSER } from "fresh/runtime";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Format } from "@/lib/texts/format.ts";
import { createReader, type Reader, type ReaderData } from "@/lib/texts/reader.ts";
import type { Texts } from "@/lib/texts/texts.ts";

/** Where the page keeps what `ReaderData` is. */
export const READER_ID = "reader";

/**
 * On the server the layout provides it, for each request its own. In the browser each island stands alone, and takes what
 * the page says, in its own zone.
 */
export const ReaderOfPage = createContext<Reader | null>(IS_BROWSER ? readFromPage() : null);

/** @example const t = useTexts(); … <h1>{t("nav.overview")}</h1> */
export function useTexts(): Texts {
  return useReader().t;
}

export function useFormat(): Format {
  return useReader().format;
}

export function useReader(): Reader {
  const reader = useContext(ReaderOfPage);
  if (reader === null) throw new Error("Cannot draw texts: expected a <ReaderOfPage.Provider> around");
  return reader;
}

function readFromPage(): Reader | null {
  const text = document.getElementById(READER_ID)?.textContent;
  if (!text) return null;
  const data: ReaderData = JSON.parse(text);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone !== data.zone) tellZone(zone);
  return createReader({ ...data, zone });
}

const YEAR_S = 365 * 86_400;

/** From the next page on the server writes the reader's times from the start, and means the reader's days. */
function tellZone(zone: string): void {
  document.cookie = `zone=${encodeURIComponent(zone)}; SameSite=Lax; Path=/; Max-Age=${YEAR_S}`;
}
