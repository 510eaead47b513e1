/** Connectors by status: one bar of all, and each status with its count. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { Pill } from "@/components/Pill.tsx";
import { useReader } from "@/components/reader.ts";
import { statusOrder } from "@/components/status_order.ts";
import type { FleetCounts } from "@/lib/domain/views.ts";

/** `Unknown`: never told; nobody can filter by that. */
const ORDER = [...statusOrder, "Unknown"];

export function StatusBars({ counts }: { counts: FleetCounts }) {
  const { t, format } = useReader();
  const parts = ORDER.map((status) => ({ status, count: counts.connectors[status] ?? 0 }))
    .filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return (
    <section class="card" aria-labelledby="by-status">
      <header class="card-head">
        <h2 id="by-status">{t("overview.byStatus")}</h2>
        <span class="count">{format.number(total)}</span>
      </header>
      {total === 0 ? <EmptyState title={t("overview.noStatus")} /> : (
        <>
          <svg class="status-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            {parts.map(({ status, count }) => {
              const x = before / total * 100;
              before += count;
              return <rect key={status} data-status={status} x={x} width={count / total * 100} height={8} />;
            })}
          </svg>
          <ul class="status-list">
            {parts.map(({ status, count }) => (
              <li key={status}>
                {status === "Unknown" ? <Pill status={status} /> : (
                  <a href={withQuery("/chargers", { status })}>
                    <Pill status={status} />
                  </a>
                )}
                <span class="quantity">{format.number(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
