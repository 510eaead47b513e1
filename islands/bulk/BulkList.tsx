import { useEffect } from "preact/hooks";
import { BulkTable } from "@/components/BulkRows.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useTexts } from "@/components/reader.ts";
import { useListPage } from "@/lib/client/list_page.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import type { BulkCommandView } from "@/lib/domain/bulk_views.ts";
import type { Page } from "@/lib/domain/views.ts";

/** Commands to many, newest first: those that run move on by themselves. */
export default function BulkList({ data: drawn, asked }: { data: Page<BulkCommandView>; asked: { cursor?: string } }) {
  const t = useTexts();
  const { data, reread } = useListPage(drawn, asked);

  useEffect(() =>
    onLive({
      bulk(told) {
        const { items } = data.value;
        const place = items.findIndex(({ id }) => id === told.id);
        if (place >= 0) data.value = { ...data.value, items: items.with(place, told) };
        else if (asked.cursor === undefined) reread.soon();
      },
      reset: () => reread.soon(),
    }), []);

  const { items, next } = data.value;
  return (
    <Ticking>
      <section class="card" aria-label={t("bulk.list")}>
        {items.length > 0 ? <BulkTable bulks={items} /> : (
          <EmptyState title={t("bulk.none")}>
            <p>{t.parts("bulk.noneHint", { list: <a href="/chargers">{t("bulk.listOfChargers")}</a> })}</p>
          </EmptyState>
        )}
      </section>
      {items.length > 0 && (
        <MoreLink href={next === null ? null : withQuery("/bulk-commands", { cursor: next })} end={t("bulk.end")} />
      )}
    </Ticking>
  );
}
