/** The numbers that matter now. */
import type { ComponentChildren } from "preact";
import type { OverviewData } from "@/components/overview_data.ts";
import { useReader } from "@/components/reader.ts";
import { UNKNOWN } from "@/lib/texts/format.ts";

export function FleetNumbers({ counts, today }: Pick<OverviewData, "counts" | "today">) {
  const { t, format } = useReader();
  const { online, total } = counts.chargers;
  const since = format.at("time", Date.parse(today.day));
  return (
    <dl class="stats" aria-label={t("overview.now")}>
      <Stat name={t("overview.online")} value={format.number(online)} unit={t("overview.ofTotal", { total })} />
      <Stat name={t("overview.running")} value={format.number(counts.activeTransactions)} />
      <Stat name={t("overview.powerNow")} value={format.kw(counts.powerW)} unit="kW" />
      <Stat name={t("overview.energyToday")} value={format.kwh(today.energyWh)} unit="kWh">
        {t("overview.energyOf", { count: today.ended, since })}
      </Stat>
      <Stat name={t("overview.sessionsToday")} value={format.number(today.started)}>
        {t("overview.startedToday", { since })}
      </Stat>
    </dl>
  );
}

export function Stat({ name, value, unit, children }: {
  name: string;
  /** Null: not known. */
  value: string | null;
  unit?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="stat">
      <dt>{name}</dt>
      <dd>
        <span class="stat-value">{value ?? UNKNOWN}</span>
        {unit !== undefined && value !== null && <span class="unit">{unit}</span>}
        {children !== undefined && <span class="stat-note">{children}</span>}
      </dd>
    </div>
  );
}
