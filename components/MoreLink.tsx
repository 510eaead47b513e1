import { useTexts } from "@/components/reader.ts";

/** The end of a page of a list: the way to the next one, or that this was all. */
export function MoreLink({ href, end }: { href: string | null; end: string }) {
  const t = useTexts();
  return (
    <p class="list-end">
      {href === null ? <span class="hint">{end}</span> : <a class="button" href={href} rel="next">{t("list.more")}</a>}
    </p>
  );
}
