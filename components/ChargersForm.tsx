/** Search, filters and order of the list of chargers. */
import { statusOrder } from "@/components/status_order.ts";
import { Search } from "lucide-preact";
import { startWith } from "@/components/start_with.ts";
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
      <label class="search">
        <Search size={16} aria-hidden />
        <span class="sr-only">{t("chargers.search")}</span>
        <input
          type="search"
          id="search"
          name="q"
          {...startWith(filter.q)}
          placeholder={t("chargers.searchHint")}
          maxLength={255}
          autocomplete="off"
        />
      </label>
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

function Choice({ label, name, chosen, options }: {
  label: string;
  name: string;
  chosen: string | undefined;
  options: [value: string, text: string][];
}) {
  return (
    <label class="choice">
      <span class="sr-only">{label}</span>
      <select name={name}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === (chosen ?? "")}>{text}</option>
        ))}
      </select>
    </label>
  );
}
