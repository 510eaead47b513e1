import { useEffect } from "preact/hooks";
import type { BulkAsked, BulkData } from "@/components/bulk_data.ts";
import { isBulkOver } from "@/components/bulk_text.ts";
import { BulkChargerTable } from "@/components/BulkRows.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { JsonText } from "@/components/JsonText.tsx";
import { bulkUrl, withQuery } from "@/components/links.ts";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useTexts } from "@/components/reader.ts";
import BulkHead from "@/parts/bulk/BulkHead.tsx";
import { useListPage } from "@/lib/client/list_page.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";

/** Another instance may work on it, whose news does not come here. */
const LOOK_EVERY_MS = 5_000;

/** One command to many chargers: it moves on by itself, charger by charger. */
export default function BulkBoard({ data: drawn, asked, mayCommand }: {
  data: BulkData;
  asked: BulkAsked;
  mayCommand: boolean;
}) {
  const t = useTexts();
  const { data, reread } = useListPage(drawn, asked);
  const { id } = drawn.bulk;
  const isFailed = asked.failed === "true";

  useEffect(() => {
    const timer = setInterval(() => isBulkOver(data.value.bulk) || reread.soon(), LOOK_EVERY_MS);
    const unlisten = onLive({
      bulk(told) {
        if (told.id !== id) return;
        data.value = { ...data.value, bulk: told };
        if (isBulkOver(told)) reread.soon();
      },
      bulkCharger(told) {
        if (told.bulkId !== id) return;
        const { chargers } = data.value;
        const place = chargers.items.findIndex(({ n }) => n === told.n);
        if (place >= 0) {
          data.value = { ...data.value, chargers: { ...chargers, items: chargers.items.with(place, told) } };
        } else if (isFailed && told.state !== "asked" && told.state !== "done") reread.soon();
      },
      reset: () => reread.soon(),
    });
    return () => {
      clearInterval(timer);
      unlisten();
    };
  }, []);

  const { bulk, chargers: { items, next } } = data.value;
  return (
    <Ticking>
      <BulkHead bulk={bulk} mayCommand={mayCommand} />
      <section class="card" aria-labelledby="results">
        <header class="card-head">
          <h2 id="results">{t("bulk.results")}</h2>
          <nav class="buttons" aria-label={t("bulk.results")}>
            <a class="button" href={bulkUrl(id)} aria-current={isFailed ? undefined : "page"}>{t("bulk.all")}</a>
            <a
              class="button"
              href={withQuery(bulkUrl(id), { failed: "true" })}
              aria-current={isFailed ? "page" : undefined}
            >
              {t("bulk.failed")}
            </a>
          </nav>
        </header>
        {items.length === 0
          ? <EmptyState title={t("bulk.noFailed")} />
          : <BulkChargerTable chargers={items} action={bulk.action} isOver={isBulkOver(bulk)} />}
      </section>
      <MoreLink
        href={next === null ? null : withQuery(bulkUrl(id), { failed: asked.failed, cursor: next })}
        end={t("bulk.resultsEnd")}
      />
      <details class="card bulk-payload">
        <summary>{t("commands.payload")}: {bulk.action}</summary>
        <JsonText value={bulk.payload} marks={[]} />
      </details>
    </Ticking>
  );
}
