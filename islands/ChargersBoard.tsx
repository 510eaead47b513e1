import { useEffect } from "preact/hooks";
import { ChargerTable } from "@/components/ChargerRows.tsx";
import type { ChargerList } from "@/lib/charger_list.ts";
import type { ChargerRow } from "@/lib/charger_row.ts";
import { type ChargersFilter, ChargersForm } from "@/components/ChargersForm.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useTexts } from "@/components/reader.ts";
import { ListFailed } from "@/components/ListFailed.tsx";
import PickBar from "@/parts/bulk/PickBar.tsx";
import { useListPage } from "@/lib/client/list_page.ts";
import { onLive } from "@/lib/client/live.ts";
import { usePicks } from "@/lib/client/picks.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";

/** The list of chargers, which filters as one types and follows what happens. */
export default function ChargersBoard({ data: drawn, filter: asked, mayCommand }: {
  data: ChargerList<ChargerRow>;
  filter: ChargersFilter;
  mayCommand: boolean;
}) {
  const t = useTexts();
  const { data, asked: filter, hasFailed, reread, handlers } = useListPage(drawn, asked);

  useEffect(() => {
    const change = (id: string, changed: (charger: ChargerRow) => ChargerRow) => {
      const { items } = data.value;
      const place = items.findIndex((one) => one.id === id);
      if (place < 0) return false;
      data.value = { ...data.value, items: items.with(place, changed(items[place])) };
      return true;
    };
    return onLive({
      charger(charger) {
        // One that is not on this page may belong there now.
        if (!change(charger.id, () => charger)) reread.soon();
      },
      connector({ chargerId, ...connector }) {
        change(chargerId, (charger) => {
          const others = charger.connectors.filter(({ connectorId }) => connectorId !== connector.connectorId);
          const connectors = [...others, connector].sort((a, b) => a.connectorId - b.connectorId);
          return { ...charger, connectors, lastSeenAt: new Date().toISOString() };
        });
      },
      samples({ chargerId, connectorId, items }) {
        const reading = items.at(-1);
        if (reading === undefined) return;
        change(chargerId, (charger) => ({
          ...charger,
          lastSeenAt: new Date().toISOString(),
          connectors: charger.connectors.map((one) =>
            one.connectorId === connectorId ? { ...one, reading: { ...one.reading, ...reading } } : one
          ),
        }));
      },
      reset: () => reread.soon(),
    });
  }, []);

  const { items, found, total, next } = data.value;
  const picks = usePicks(items.map(({ id }) => id), filter.value);
  return (
    <Ticking>
      <ChargersForm filter={filter.value} handlers={handlers} />
      <ListFailed hasFailed={hasFailed.value} />
      <section class="card" aria-label={t("chargers.list")}>
        {items.length === 0
          ? <Nothing isFiltered={total > 0} />
          : <ChargerTable chargers={items} picks={mayCommand ? picks : null} />}
      </section>
      {items.length > 0 && (
        <MoreLink
          href={next === null ? null : withQuery("/chargers", { ...filter.value, cursor: next })}
          end={found === total ? t("chargers.all", { count: total }) : t("chargers.found", { found, count: total })}
        />
      )}
      {mayCommand && (picks.count > 0 || picks.isFixed) && (
        <PickBar
          count={picks.count}
          isAll={picks.isFixed}
          filter={filter.value}
          found={found}
          onAll={picks.onPickAll}
          onClear={picks.onClear}
        />
      )}
    </Ticking>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (!isFiltered) {
    return (
      <EmptyState title={t("chargers.none")}>
        <p>{t.parts("chargers.noneHint", { overview: <a href="/">{t("nav.overview")}</a> })}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t("chargers.noneFits")}>
      <p>{t.parts("chargers.noneFitsHint", { all: <a href="/chargers">{t("chargers.showAll")}</a> })}</p>
    </EmptyState>
  );
}
