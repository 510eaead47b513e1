import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import LiveChart from "@/islands/LiveChart.tsx";
import { Time } from "@/components/Time.tsx";
import { Fact } from "@/components/ChargerFacts.tsx";
import { formatDuration, formatKw, formatKwh, group } from "@/components/format.ts";
import { Stat } from "@/components/FleetNumbers.tsx";
import { chargerUrl, withQuery } from "@/components/links.ts";
import { useNow } from "@/components/now.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { Pill } from "@/components/Pill.tsx";
import { Energy, readPowerNow } from "@/components/Quantity.tsx";
import { tellTimeline } from "@/components/timeline.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { Reread } from "@/lib/client/reread.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

/** One session: its numbers, its chart, its story. */
export default function SessionBoard({ session: drawn }: { session: TransactionView }) {
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
      <PageHead title={`Session #${one.transactionId}`} back={{ href: "/transactions", text: "Sessions" }}>
        <Pill status={one.state === "active" ? "Running" : "Ended"} />
      </PageHead>
      <Numbers session={one} />
      <section class="card" aria-labelledby="chart">
        <header class="card-head">
          <h2 id="chart">What its meter said</h2>
        </header>
        <LiveChart
          chargerId={chargerId}
          connectorId={connectorId}
          transactionId={one.id}
          from={one.startedAt}
          to={one.endedAt}
          meterStartWh={one.meterStartWh}
        />
      </section>
      <div class="columns">
        <section class="card column-main" aria-labelledby="timeline">
          <header class="card-head">
            <h2 id="timeline">Timeline</h2>
          </header>
          <ol class="timeline">
            {tellTimeline(one).map(({ at, text, remark }) => (
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
                <p>Running</p>
              </li>
            )}
          </ol>
        </section>
        <section class="card column-side" aria-labelledby="details">
          <header class="card-head">
            <h2 id="details">Details</h2>
          </header>
          <dl class="facts">
            <Fact name="Charger">
              <a href={chargerUrl(chargerId)}>{chargerId}</a>
            </Fact>
            <Fact name="Connector">{connectorId}</Fact>
            <Fact name="Tag">
              <a href={withQuery("/transactions", { idTag })}>{idTag}</a>
            </Fact>
            <Fact name="Number">{one.transactionId}</Fact>
            <Fact name="Id">
              <code>{one.id}</code>
            </Fact>
            <Fact name="Started">
              <Time at={one.startedAt} exact />
            </Fact>
            <Fact name="Ended">
              <Time at={one.endedAt} exact />
            </Fact>
            <Fact name="Meter at start">
              <Energy wh={one.meterStartWh} />
            </Fact>
            <Fact name="Meter at end">
              <Energy wh={one.meterStopWh} />
            </Fact>
            {one.reservationId !== null && <Fact name="Reservation">{one.reservationId}</Fact>}
          </dl>
        </section>
      </div>
    </Ticking>
  );
}

function Numbers({ session }: { session: TransactionView }) {
  const { energyWh, reading, startedAt, endedAt, durationS, stopReason } = session;
  const now = useNow();
  const isActive = endedAt === null;
  const powerW = readPowerNow(reading, now);
  const seconds = isActive ? Math.max(0, (now - Date.parse(startedAt)) / 1000) : durationS;
  const averageW = energyWh === null || durationS === 0 ? null : energyWh / durationS * 3600;
  return (
    <dl class="stats" aria-label="Numbers">
      <Stat name="Energy" value={energyWh === null ? null : formatKwh(energyWh)} unit="kWh" />
      {isActive
        ? <Stat name="Power" value={powerW === null ? null : formatKw(powerW)} unit="kW" />
        : <Stat name="Average power" value={averageW === null ? null : formatKw(averageW)} unit="kW" />}
      <Stat name="Duration" value={formatDuration(seconds)} />
      {isActive
        ? (
          <Stat
            name="State of charge"
            value={reading?.socPercent === undefined ? null : group(reading.socPercent, 0)}
            unit="%"
          />
        )
        : <Stat name="Ended because" value={stopReason ?? "Local"} />}
    </dl>
  );
}
