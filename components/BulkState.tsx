/** How a bulk command fares: a word and its colour, and how far it is. */
import { sumUp, toneOf } from "@/components/bulk_text.ts";
import { useTexts } from "@/components/reader.ts";
import type { BulkCommandView } from "@/lib/domain/bulk_views.ts";

export function BulkPill({ bulk }: { bulk: BulkCommandView }) {
  const t = useTexts();
  return <span class="pill" data-tone={toneOf(bulk)} data-bulk-state={bulk.state}>{t(`bulk.${bulk.state}`)}</span>;
}

export function BulkProgress({ bulk }: { bulk: BulkCommandView }) {
  const t = useTexts();
  return (
    <progress class="bulk-progress" max={bulk.chargers} value={sumUp(bulk).ended} aria-label={t("bulk.progress")} />
  );
}
