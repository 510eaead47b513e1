import { useSignal } from "@preact/signals";
import { asset, Head } from "fresh/runtime";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useReader, useTexts } from "@/components/reader.ts";
import { ChartMoment } from "@/lib/client/ChartMoment.tsx";
import { Chart, type ChartProps } from "@/lib/client/chart.ts";

const HOURS = [1, 6, 24];

/**
 * What a connector's meter said, over time: of one session, or of the last hours. It goes on by itself.
 *
 * Drag to look closer, double-click to see all again. The same numbers stand below as a table.
 */
export default function LiveChart(props: ChartProps) {
  const { chargerId, connectorId, transactionId, from, to = null, meterStartWh } = props;
  const reader = useReader();
  const chart = useMemo(
    () => new Chart({ chargerId, connectorId, transactionId, from, to, meterStartWh }, reader),
    [chargerId, connectorId, transactionId, from],
  );
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current === null ? undefined : chart.mount(place.current), [chart]);
  useEffect(() => chart.end(to), [chart, to]);

  return (
    <div class="chart" role="group" aria-label={reader.t("chart.name")}>
      <Head>
        <link rel="stylesheet" href={asset("/chart.css")} />
      </Head>
      <div class="chart-bar">
        <Topics chart={chart} />
        {from === undefined && <Hours chart={chart} />}
      </div>
      <ReadOutLine chart={chart} />
      <div class="chart-stage">
        <div class="chart-place" ref={place} aria-hidden="true" />
        <State chart={chart} isSession={transactionId !== undefined} />
      </div>
      <Numbers chart={chart} />
    </div>
  );
}

/** Only what there is can be chosen. */
function Topics({ chart }: { chart: Chart }) {
  const t = useTexts();
  return (
    <div class="chart-choice" role="group" aria-label={t("chart.what")}>
      {chart.topics.value.map((topic) => (
        <button
          key={topic}
          type="button"
          aria-pressed={topic === chart.topic.value}
          onClick={() => chart.choose(topic)}
        >
          {t(`chart.topic.${topic}`)}
        </button>
      ))}
    </div>
  );
}

function Hours({ chart }: { chart: Chart }) {
  const t = useTexts();
  return (
    <div class="chart-choice" role="group" aria-label={t("chart.howFar")}>
      {HOURS.map((hours) => (
        <button
          key={hours}
          type="button"
          aria-pressed={hours === chart.hours.value}
          onClick={() => chart.lookBack(hours)}
        >
          {t("chart.hours", { hours })}
        </button>
      ))}
    </div>
  );
}

/** The values where the pointer is; else the newest. */
function ReadOutLine({ chart }: { chart: Chart }) {
  const t = useTexts();
  const { at, isNewest, values } = chart.readOut.value;
  return (
    <div class="chart-line">
      <p class="chart-read-out">
        {values.map(({ name, tone, text }) => (
          <span key={name} class="chart-value">
            <i data-tone={tone} aria-hidden="true" />
            {t.word("chart.line", name)} <b>{text}</b>
          </span>
        ))}
        {at !== null && (
          <span class="chart-at">
            {isNewest ? t.parts("chart.newest", { at: <ChartMoment at={at} /> }) : <ChartMoment at={at} />}
          </span>
        )}
      </p>
      {chart.zoom.value !== null && (
        <button
          type="button"
          class="button chart-reset"
          onClick={() => chart.zoom.value = null}
        >
          {t("chart.resetZoom")}
        </button>
      )}
    </div>
  );
}

function State({ chart, isSession }: { chart: Chart; isSession: boolean }) {
  const t = useTexts();
  const state = chart.feed.state.value;
  if (state.type === "failed") {
    const why = state.status === null ? t("chart.notReached") : t("chart.answered", { status: String(state.status) });
    return (
      <div class="chart-state" role="alert">
        <p>{t("chart.failed", { why })}</p>
        <button type="button" class="button" onClick={() => chart.feed.read()}>{t("do.retry")}</button>
      </div>
    );
  }
  if (state.type === "loading") return <p class="chart-state" role="status">{t("chart.loading")}</p>;
  if (chart.topic.value !== null) return null;
  const hours = chart.hours.value;
  return (
    <div class="chart-state" role="status">
      <p>{t(isSession && chart.isOver ? "chart.none" : "chart.noneYet")}</p>
      <p class="hint">
        {!isSession ? t("chart.noneLately", { count: hours }) : t(chart.isOver ? "chart.noneSent" : "chart.willAppear")}
      </p>
    </div>
  );
}

/** The same numbers for those who do not see the chart. It is made only while somebody looks. */
function Numbers({ chart }: { chart: Chart }) {
  const t = useTexts();
  const isOpen = useSignal(false);
  return (
    <details class="chart-numbers" onToggle={({ currentTarget }) => isOpen.value = currentTarget.open}>
      <summary>{t("chart.asTable")}</summary>
      {isOpen.value && <NumbersTable chart={chart} />}
    </details>
  );
}

function NumbersTable({ chart }: { chart: Chart }) {
  const t = useTexts();
  const { heads, rows } = chart.table.value;
  if (rows.length === 0) return <p class="hint">{t("chart.noRows")}</p>;
  return (
    <div class="chart-rows" role="region" aria-label={t("chart.values")} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("chart.time")}</th>
            {heads.map((head) => <th key={head} scope="col" class="number">{head}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, cells }) => (
            <tr key={at}>
              <th scope="row">
                <ChartMoment at={at} />
              </th>
              {cells.map((cell, i) => <td key={heads[i]} class="number">{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
