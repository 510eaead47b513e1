/**
 * Metrics as text for Prometheus.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4)
 */
import type { Histogram } from "../histogram.ts";

export type Labels = Record<string, string>;

/** One value of a metric, by its labels. */
export type Value = [labels: Labels, value: number];

export interface Metric {
  name: string;
  /** A sentence for whoever looks at it. */
  help: string;
  type: "counter" | "gauge" | "histogram";
  lines: string[];
}

export function counter(name: string, help: string, values: number | Value[]): Metric {
  return simple("counter", { name, help }, values);
}

export function gauge(name: string, help: string, values: number | Value[]): Metric {
  return simple("gauge", { name, help }, values);
}

export function histogram(name: string, help: string, histograms: [Labels, Histogram][]): Metric {
  const lines = histograms.flatMap(([labels, { bounds, counts, sum }]) => {
    let total = 0;
    const buckets = counts.map((count, i) => {
      total += count;
      return line(`${name}_bucket`, { ...labels, le: i < bounds.length ? String(bounds[i]) : "+Inf" }, total);
    });
    return [...buckets, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, total)];
  });
  return { name, help, type: "histogram", lines };
}

/** @example # HELP ocpp_links_open Links…\n# TYPE ocpp_links_open gauge\nocpp_links_open 12\n */
export function writeMetrics(metrics: Metric[]): string {
  return metrics.map(({ name, help, type, lines }) =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n")
  ).join("");
}

function simple(type: "counter" | "gauge", { name, help }: { name: string; help: string }, values: number | Value[]) {
  const all: Value[] = typeof values === "number" ? [[{}, values]] : values;
  return { name, help, type, lines: all.map(([labels, value]) => line(name, labels, value)) };
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join()}}` : ""} ${value}`;
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, (character) => character === "\n" ? "\\n" : `\\${character}`);
}
