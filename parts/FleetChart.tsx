import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { asset, Head } from "fresh/runtime";
import { useEffect, useRef } from "preact/hooks";
import { useNow } from "@/components/now.ts";
import { useReader } from "@/components/reader.ts";
import { ChartMoment } from "@/lib/client/ChartMoment.tsx";
import { Plot, type Window } from "@/lib/client/chart_plot.ts";
import { readAt } from "@/lib/client/chart_read_out.ts";
import { toFleetLines, toHours } from "@/lib/client/fleet_lines.ts";
import type { FleetPowerView } from "@/lib/domain/views.ts";

const DAY_S = 86_400;

/** The fleet's power over the last 24 hours, which goes on with what it is now. */
export default function FleetChart({ power, powerW }: { power: FleetPowerView; powerW: number }) {
  const { t, format } = useReader();
  const now = useNow();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const told = useSignal({ power, powerW, now });
  told.value = { power, powerW, now };
  const pointed = useSignal<(number | null)[] | null>(null);
  const zoom = useSignal<Window | null>(null);
  const data = useComputed(() => {
    const { power, powerW, now } = told.value;
    return toFleetLines(power, { at: now, powerW });
  });

  useEffect(() => {
    if (place.current === null) return;
    const hooks = {
      pointed: (indexes: (number | null)[] | null) => pointed.value = indexes,
      zoomed: (window: Window | null) => zoom.value = window,
    };
    const made = plot.current = new Plot(place.current, hooks, format);
    made.draw(data.peek(), windowOf(told.peek().now, zoom.peek()));
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, []);
  useSignalEffect(() => plot.current?.draw(data.value, windowOf(told.value.now, zoom.value)));

  const { at, isNewest, values } = readAt(data.value, pointed.value, format);
  const hours = toHours(power);
  return (
    <section class="card" aria-labelledby="fleet-power">
      <Head>
        <link rel="stylesheet" href={asset("/chart.css")} />
      </Head>
      <header class="card-head">
        <h2 id="fleet-power">{t("fleet.title")}</h2>
        {power.most !== null && power.most.powerW > 0 && (
          <span class="hint">
            {t("fleet.most", { power: format.kw(power.most.powerW), at: format.at("time", Date.parse(power.most.at)) })}
          </span>
        )}
      </header>
      <div class="chart">
        <div class="chart-line">
          <p class="chart-read-out">
            {values.map(({ name, text }) => (
              <span key={name} class="chart-value">
                <i data-tone="main" aria-hidden="true" />
                {t.word("chart.line", name)} <b>{text}</b>
              </span>
            ))}
            {at !== null && (
              <span class="chart-at">
                {isNewest ? t.parts("fleet.now", { at: <ChartMoment at={at} /> }) : <ChartMoment at={at} />}
              </span>
            )}
          </p>
          {zoom.value !== null && (
            <button type="button" class="button chart-reset" onClick={() => zoom.value = null}>
              {t("chart.resetZoom")}
            </button>
          )}
        </div>
        <div class="chart-stage">
          <div class="chart-place low" ref={place} aria-hidden="true" />
        </div>
        <details class="chart-numbers">
          <summary>{t("fleet.asTable")}</summary>
          {hours.length === 0
            ? <p class="hint">{t("fleet.none")}</p>
            : (
              <div class="chart-rows" role="region" aria-label={t("fleet.title")} tabIndex={0}>
                <table class="table">
                  <thead>
                    <tr>
                      <th scope="col">{t("fleet.hour")}</th>
                      <th scope="col" class="number">{t("fleet.mean")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {hours.map(({ at, powerW }) => (
                      <tr key={at}>
                        <th scope="row">{format.at("day", at)}, {format.at("time", at)}</th>
                        <td class="number">{format.kw(powerW)} kW</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
        </details>
      </div>
    </section>
  );
}

function windowOf(now: number, zoom: Window | null): Window {
  return zoom ?? { from: now / 1000 - DAY_S, to: now / 1000 };
}
