import { useReader } from "@/components/reader.ts";
import type { TotalsCount } from "@/lib/client/session_totals.ts";

/** The sums of what the list's filter lets through, and the same sessions as a file. */
export default function SessionTotals({ count, csv }: { count: TotalsCount; csv: string }) {
  const { t, format } = useReader();
  const { type, totals } = count.state.value;
  const isNothing = type === "all" && totals.sessions === 0;
  return (
    <div class="toolbar totals">
      <div class="totals-line needs-script">
        {isNothing && <p>{t("totals.sessions", { count: 0 })}</p>}
        {totals !== null && !isNothing && (
          <p>
            {t.parts(type === "all" ? "totals.all" : "totals.some", {
              count: <b>{t("totals.sessions", { count: totals.sessions })}</b>,
              energy: <b>{format.kwh(totals.energyWh)} kWh</b>,
              duration: <b>{format.duration(totals.durationS)}</b>,
            })}
          </p>
        )}
        {type === "reading" && <p class="hint">{t("totals.reading")}</p>}
        {type === "counting" && (
          <button type="button" class="button" onClick={() => count.stop()}>{t("do.stop")}</button>
        )}
        {type === "some" && (
          <button type="button" class="button" onClick={() => count.countAll()}>{t("totals.countAll")}</button>
        )}
        {type === "failed" && (
          <p class="error" role="alert">
            {t("totals.failed")}{" "}
            <button type="button" class="button" onClick={() => count.read()}>{t("do.retry")}</button>
          </p>
        )}
      </div>
      <a class="button" href={csv} download>{t("totals.csv")}</a>
    </div>
  );
}
