import { useEffect } from "preact/hooks";

const YEAR_S = 365 * 86_400;

/** Tells the server the reader's time zone, so that its next page has the reader's times from the start. */
export default function Zone({ known }: { known: string | null }) {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone === known) return;
    document.cookie = `zone=${encodeURIComponent(zone)}; SameSite=Lax; Path=/; Max-Age=${YEAR_S}`;
  }, []);
  return null;
}
