import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import LiveChart from "@/parts/LiveChart.tsx";
import { Time } from "@/components/Time.tsx";
import { Fact } from "@/components/ChargerFacts.tsx";
import { Stat } from "@/components/FleetNumbers.tsx";
import { chargerUrl, withQuery } from "@/components/links.ts";
import { useNow } from "@/components/now.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { Pill } from "@/components/Pill.tsx";
import { Energy, readPowerNow } from "@/components/Quantity.tsx";
import { useReader } from "@/components/reader.ts";
import { tellTimeline } from "@/components/timeline.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { Reread } from "@/lib/client/reread.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

/** One session: its numbers, its chart, its story. */
export default function SessionBoard({ session: drawn }: { session: TransactionView }) {
  const reader = useReader();
  const { t } = reader;
  const session = useSignal(drawn);

  useEffect(() => {
    const reread = new Reread<{ session: TransactionView }>((read) => session.value = read.session);
    const unlisten = onLive({
      transaction(told) {
        if (told.id === drawn.id) session.value = told;
      },
      reset: () => reread.soon(),
    }, { chargerId: drawn.chargerId });
    return () => {
      unlisten();
      reread.stop();
    };
  }, []);

  const one = session.value;
  const { chargerId, connectorId, idTag } = one;
  return (
    <Ticking>
      <PageHead
        title={t("session.title", { number: String(one.transactionId) })}
        back={{ href: "/transactions", text: t("nav.sessions") }}
      >
        <Pill status={one.state === "active" ? "Running" : "Ended"} />
      </PageHead>
      <Numbers session={one} />
      <section class="card" aria-labelledby="chart">
        <header class="card-head">
          <h2 id="chart">{t("session.chart")}</h2>
        </header>
        <LiveChart
          chargerId={chargerId}
          connectorId={connectorId}
          transactionId={one.id}
          from={one.startedAt}
          to={one.endedAt}
          meterStartWh={one.meterStartWh ?? undefined}
        />
      </section>
      <div class="columns">
        <section class="card column-main" aria-labelledby="timeline">
          <header class="card-head">
            <h2 id="timeline">{t("session.timeline")}</h2>
          </header>
          <ol class="timeline">
            {tellTimeline(one, reader).map(({ at, text, remark }) => (
              <li key={at + text}>
                <span class="hint">
                  <Time at={at} exact />
                </span>
                <p>{text}</p>
                {remark !== undefined && <p class="remark">{remark}</p>}
              </li>
            ))}
            {one.state === "active" && (
              <li class="now">
                <p>{t("timeline.running")}</p>
              </li>
            )}
          </ol>
        </section>
        <section class="card column-side" aria-labelledby="details">
          <header class="card-head">
            <h2 id="details">{t("session.details")}</h2>
          </header>
          <dl class="facts">
            <Fact name={t("session.charger")}>
              <a href={chargerUrl(chargerId)}>{chargerId}</a>
            </Fact>
            <Fact name={t("session.connector")}>{connectorId}</Fact>
            <Fact name={t("session.tag")}>
              <a href={withQuery("/transactions", { idTag })}>{idTag}</a>
            </Fact>
            <Fact name={t("session.number")}>{one.transactionId}</Fact>
            <Fact name={t("session.id")}>
              <code>{one.id}</code>
            </Fact>
            <Fact name={t("session.started")}>
              <Time at={one.startedAt} exact />
            </Fact>
            <Fact name={t("session.ended")}>
              <Time at={one.endedAt} exact />
            </Fact>
            <Fact name={t("session.meterStart")}>
              <Energy wh={one.meterStartWh} />
            </Fact>
            <Fact name={t("session.meterEnd")}>
              <Energy wh={one.meterStopWh} />
            </Fact>
            {one.reservationId !== null && <Fact name={t("session.reservation")}>{one.reservationId}</Fact>}
          </dl>
        </section>
      </div>
    </Ticking>
  );
}

function Numbers({ session }: { session: TransactionView }) {
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
