/** A session in numbers. */
import { Stat } from "@/components/FleetNumbers.tsx";
import { useNow } from "@/components/now.ts";
import { readPowerNow } from "@/components/Quantity.tsx";
import { useReader } from "@/components/reader.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

export function SessionNumbers({ session }: { session: TransactionView }) {
  const { t, format } = useReader();
  const { energyWh, reading, startedAt, endedAt, durationS, stopReason } = session;
  const now = useNow();
  const isActive = endedAt === null;
  const powerW = readPowerNow(reading, now);
  const seconds = isActive ? Math.max(0, (now - Date.parse(startedAt)) / 1000) : durationS;
  const averageW = energyWh === null || durationS === 0 ? null : energyWh / durationS * 3600;
  return (
    <dl class="stats" aria-label={t("session.numbers")}>
      <Stat name={t("session.energy")} value={energyWh === null ? null : format.kwh(energyWh)} unit="kWh" />
      {isActive
        ? <Stat name={t("session.power")} value={powerW === null ? null : format.kw(powerW)} unit="kW" />
        : <Stat name={t("session.averagePower")} value={averageW === null ? null : format.kw(averageW)} unit="kW" />}
      <Stat name={t("session.duration")} value={format.duration(seconds)} />
      {isActive
        ? (
          <Stat
            name={t("session.soc")}
            value={reading?.socPercent === undefined ? null : format.number(reading.socPercent)}
            unit="%"
          />
        )
        : <Stat name={t("session.endedBecause")} value={t.word("reason", stopReason ?? "Local")} />}
    </dl>
  );
}
