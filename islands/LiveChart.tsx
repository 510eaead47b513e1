import { useSignal } from "@preact/signals";
import { asset, Head } from "fresh/runtime";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Chart, type ChartProps } from "@/lib/client/chart.ts";
import { formatMoment } from "@/lib/client/chart_format.ts";
import type { ChartTopic } from "@/lib/client/chart_lines.ts";

const TOPICS: Record<ChartTopic, string> = {
  power: "Power",
  current: "Current",
  voltage: "Voltage",
  energy: "Energy",
  soc: "Battery",
};
const HOURS = [1, 6, 24];

/**
 * What a connector's meter said, over time: of one session, or of the last hours. It goes on by itself.
 *
 * Drag to look closer, double-click to see all again. The same numbers stand below as a table.
 */
export default function LiveChart(props: ChartProps) {
  const { chargerId, connectorId, transactionId, from, to = null, meterStartWh } = props;
  const chart = useMemo(
    () => new Chart({ chargerId, connectorId, transactionId, from, to, meterStartWh }),
    [chargerId, connectorId, transactionId, from],
  );
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current === null ? undefined : chart.mount(place.current), [chart]);
  useEffect(() => chart.end(to), [chart, to]);

  return (
    <div class="chart" role="group" aria-label="Chart">
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
  return (
    <div class="chart-choice" role="group" aria-label="What the chart shows">
      {chart.topics.value.map((topic) => (
        <button
          key={topic}
          type="button"
          aria-pressed={topic === chart.topic.value}
          onClick={() => chart.choose(topic)}
        >
          {TOPICS[topic]}
        </button>
      ))}
    </div>
  );
}

function Hours({ chart }: { chart: Chart }) {
  return (
    <div class="chart-choice" role="group" aria-label="How far the chart looks back">
      {HOURS.map((hours) => (
        <button
          key={hours}
          type="button"
          aria-pressed={hours === chart.hours.value}
          onClick={() => chart.lookBack(hours)}
        >
          {hours} h
        </button>
      ))}
    </div>
  );
}

/** The values where the pointer is; else the newest. */
function ReadOutLine({ chart }: { chart: Chart }) {
  const { at, isNewest, values } = chart.readOut.value;
  return (
    <div class="chart-line">
      <p class="chart-read-out">
        {values.map(({ name, tone, text }) => (
          <span key={name} class="chart-value">
            <i data-tone={tone} aria-hidden="true" />
            {name} <b>{text}</b>
          </span>
        ))}
        {at !== null && (
          <span class="chart-at">
            {isNewest && "newest, "}
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, Date.now())}</time>
          </span>
        )}
      </p>
      {chart.zoom.value !== null && (
        <button
          type="button"
          class="button chart-reset"
          onClick={() => chart.zoom.value = null}
        >
          Reset zoom
        </button>
      )}
    </div>
  );
}

function State({ chart, isSession }: { chart: Chart; isSession: boolean }) {
  const state = chart.feed.state.value;
  if (state.type === "failed") {
    return (
      <div class="chart-state" role="alert">
        <p>Cannot show the meter values: {state.why}.</p>
        <button type="button" class="button" onClick={() => chart.feed.read()}>Retry</button>
      </div>
    );
  }
  if (state.type === "loading") return <p class="chart-state" role="status">Loading meter values…</p>;
  if (chart.topic.value !== null) return null;
  const hours = chart.hours.value;
  return (
    <div class="chart-state" role="status">
      <p>{isSession && chart.isOver ? "No meter values" : "No meter values yet"}</p>
      <p class="hint">
        {!isSession
          ? `None came in the last ${hours === 1 ? "hour" : `${hours} hours`}. The chart goes on when one comes.`
          : chart.isOver
          ? "The charger sent none during this session."
          : "They appear here when the charger sends them."}
      </p>
    </div>
  );
}

/** The same numbers for those who do not see the chart. It is made only while somebody looks. */
function Numbers({ chart }: { chart: Chart }) {
  const isOpen = useSignal(false);
  return (
    <details class="chart-numbers" onToggle={({ currentTarget }) => isOpen.value = currentTarget.open}>
      <summary>The newest values as a table</summary>
      {isOpen.value && <NumbersTable chart={chart} />}
    </details>
  );
}

function NumbersTable({ chart }: { chart: Chart }) {
  const { heads, rows } = chart.table.value;
  if (rows.length === 0) return <p class="hint">There are none.</p>;
  return (
    <div class="chart-rows" role="region" aria-label="Meter values" tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {heads.map((head) => <th key={head} scope="col" class="number">{head}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, cells }) => (
            <tr key={at}>
              <th scope="row">
                <time dateTime={new Date(at).toISOString()}>{formatMoment(at, Date.now())}</time>
              </th>
              {cells.map((cell, i) => <td key={heads[i]} class="number">{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
