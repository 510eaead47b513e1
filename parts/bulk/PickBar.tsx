/** What is picked in the list of chargers, and what can be done with it. */
import { Icon } from "@/components/Icon.tsx";
import { withQuery } from "@/components/links.ts";
import type { ChargersFilter } from "@/components/ChargersForm.tsx";
import { useTexts } from "@/components/reader.ts";

interface PickBarProps {
  count: number;
  /** All that fit the filter are. */
  isAll: boolean;
  filter: ChargersFilter;
  /** How many fit the filter. */
  found: number;
  onAll: () => void;
  onClear: () => void;
}

export default function PickBar({ count, isAll, filter: { q, status, online }, found, onAll, onClear }: PickBarProps) {
  const t = useTexts();
  const href = isAll ? withQuery("/bulk-commands/new", { all: "true", q, status, online }) : "/bulk-commands/new";
  return (
    <div class="pick-bar" role="group" aria-label={t("bulk.new")}>
      <p role="status">{isAll ? t("bulk.pickedAll", { count: found }) : t("bulk.picked", { count })}</p>
      <button type="button" class="button" onClick={onClear}>
        <Icon name="x" /> {t("bulk.clear")}
      </button>
      {!isAll && found > count && (
        <button type="button" class="button" onClick={onAll}>{t("bulk.pickAll", { count: found })}</button>
      )}
      <a class="button primary" href={href}>
        <Icon name="send" /> {t("bulk.send")}
      </a>
    </div>
  );
}
