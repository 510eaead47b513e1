/** The numbers that matter now. */
import type { ComponentChildren } from "preact";
import { formatKw, formatKwh, UNKNOWN } from "@/components/format.ts";
import type { OverviewData } from "@/components/overview_data.ts";

export function FleetNumbers({ counts, today }: Pick<OverviewData, "counts" | "today">) {
  const { online, total } = counts.chargers;
  const sessions = today.ended === 1 ? "session" : "sessions";
  return (
    <dl class="stats" aria-label="Now">
      <Stat name="Chargers online" value={String(online)} unit={`of ${total}`} />
      <Stat name="Sessions running" value={String(counts.activeTransactions)} />
      <Stat name="Power now" value={formatKw(counts.powerW)} unit="kW" />
      <Stat name="Energy today" value={formatKwh(today.energyWh)} unit="kWh">
        in {today.ended} ended {sessions}, UTC day
      </Stat>
      <Stat name="Sessions today" value={String(today.started)}>started, UTC day</Stat>
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
