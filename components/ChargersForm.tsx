/** Search, filters and order of the list of chargers. */
import { statusOrder } from "@/components/status_order.ts";
import { Choice } from "@/components/Choice.tsx";
import { SearchField } from "@/components/SearchField.tsx";
import type { filterHandlers } from "@/lib/client/filter_form.ts";
import { useTexts } from "@/components/reader.ts";

/** As in the page's address. */
export interface ChargersFilter {
  q?: string;
  status?: string;
  online?: string;
  sort?: string;
}

interface FormProps {
  filter: ChargersFilter;
  handlers: ReturnType<typeof filterHandlers>;
}

export function ChargersForm({ filter, handlers }: FormProps) {
  const t = useTexts();
  const named = (status: string): [string, string] => [status, t.word("status", status)];
  return (
    <form class="filters" role="search" method="get" action="/chargers" {...handlers}>
      <SearchField label={t("chargers.search")} hint={t("chargers.searchHint")} asked={filter.q} />
      <Choice
        label={t("chargers.status")}
        name="status"
        chosen={filter.status}
        options={[["", t("chargers.anyStatus")], ...statusOrder.map(named)]}
      />
      <Choice
        label={t("chargers.connection")}
        name="online"
        chosen={filter.online}
        options={[["", t("chargers.anyConnection")], ["true", t("status.Online")], ["false", t("status.Offline")]]}
      />
      <Choice
        label={t("chargers.order")}
        name="sort"
        chosen={filter.sort}
        options={[["", t("chargers.byId")], ["seen", t("chargers.bySeen")], ["trouble", t("chargers.byTrouble")]]}
      />
      <button type="submit" class="button no-script">{t("do.show")}</button>
    </form>
  );
}
