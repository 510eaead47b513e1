/** What a chart says in words: the values where the reader points, or the newest. Pure. */
import type { SampleView } from "../domain/views.ts";
import type { Format } from "../texts/format.ts";
import type { Texts } from "../texts/texts.ts";
import { formatValue } from "./chart_format.ts";
import { type ChartData, type ChartTopic, type LineName, toLines, type Tone } from "./chart_lines.ts";

export interface ReadOut {
  /** Epoch ms; null: there is nothing. */
  at: number | null;
  isNewest: boolean;
  values: { name: LineName; tone: Tone; text: string }[];
}

export interface ChartTable {
  /** Behind the one of the time. */
  heads: string[];
  rows: { at: number; cells: string[] }[];
}

/** `indexes` are the places of the time and of each line's value; null asks for the newest of each. */
export function readAt({ at, lines }: ChartData, indexes: (number | null)[] | null, format: Format): ReadOut {
  const isInside = indexes !== null && indexes.every((index) => index === null || index < at.length);
  const places = isInside ? indexes : [at.length - 1, ...lines.map(({ values }) => newestOf(values))];
  const time = at[places[0] ?? -1];
  return {
    at: time === undefined ? null : time * 1000,
    isNewest: !isInside,
    values: lines.map(({ name, tone, unit, values }, i) => ({
      name,
      tone,
      text: formatValue(values[places[i + 1] ?? -1], unit, format),
    })),
  };
}

/** The newest points as rows, newest first; each cell with its unit, and empty where nothing was told. */
export function toTable(
  samples: SampleView[],
  topics: ChartTopic[],
  { most, meterStartWh, t, format }: { most: number; meterStartWh: number | null; t: Texts; format: Format },
): ChartTable {
  const newest = samples.slice(-most).reverse();
  // Power's second line has a topic of its own.
  const lines = topics.flatMap((topic) => {
    const told = toLines(samples.slice(-most), topic, { meterStartWh, gapMs: Infinity }).lines;
    return (topic === "power" ? told.slice(0, 1) : told).map((line) => ({ topic, ...line }));
  });
  return {
    heads: lines.map(({ topic, name }) => nameLine(name, t) ?? `${t(`chart.topic.${topic}`)} ${name}`),
    rows: newest.map((sample, i) => ({
      at: Date.parse(sample.at),
      cells: lines.map(({ values, unit }) => {
        const value = values[newest.length - 1 - i];
        return value == null ? "" : formatValue(value, unit, format);
      }),
    })),
  };
}

/** Null: a phase. */
function nameLine(name: LineName, t: Texts): string | null {
  return name === "L1" || name === "L2" || name === "L3" ? null : t(`chart.line.${name}`);
}

function newestOf(values: ChartData["lines"][number]["values"]): number {
  return values.findLastIndex((value) => value != null);
}
