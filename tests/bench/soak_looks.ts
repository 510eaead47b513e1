/** A soak's looks, one a minute: as lines for who waits, and as a table to be kept. */
import { writeCsvRow } from "../../lib/csv.ts";
import { median } from "./percentile.ts";
import type { Look } from "./soak_verdict.ts";

type Column = [head: string, of: (look: Look) => number | null, digits: number];

const shown: Column[] = [
  ["minute", ({ minute }) => minute, 0],
  ["messages", ({ messages }) => messages, 0],
  ["p50_ms", ({ latency }) => latency.p50, 2],
  ["p99_ms", ({ latency }) => latency.p99, 2],
  ["max_ms", ({ latency }) => latency.max, 0],
  ["rss_mib", ({ rssMib }) => rssMib, 1],
  ["live_mib", ({ liveMib }) => liveMib, 1],
  ["store_mib", ({ storeMib }) => storeMib, 1],
  ["page_mib", ({ page }) => page?.heapMib ?? null, 1],
  ["nodes", ({ page }) => page?.nodes ?? null, 0],
  ["late_ms", ({ lateMs }) => lateMs, 2],
  ["cpu_%", ({ cpu }) => 100 * cpu, 1],
  ["others_%", ({ others }) => 100 * others, 1],
];
const kept: Column[] = [
  ...shown,
  ["p999_ms", ({ latency }) => latency.p999, 2],
  ["heap_mib", ({ heapMib }) => heapMib, 1],
  ["journal_rows", ({ journalRows }) => journalRows, 0],
  ["samples", ({ samples }) => samples, 0],
  ["left_out", ({ leftOut }) => leftOut, 0],
  ["wal_mib", ({ walMib }) => walMib, 1],
  ["events_mib", ({ eventsMib }) => eventsMib, 1],
];

const WIDTH = 10;

export function headOf(): string {
  return shown.map(([head]) => head.padStart(WIDTH)).join("");
}

export function lineOf(look: Look): string {
  return shown.map(([, of, digits]) => (of(look)?.toFixed(digits) ?? "").padStart(WIDTH)).join("");
}

/** A line for docs/performance.md. */
export function summaryOf(looks: Look[], settled: number): string {
  const counted = looks.filter(({ minute }) => minute > settled);
  const last = looks[looks.length - 1];
  const usual = (of: (look: Look) => number | null) => median(counted.map(of).filter((figure) => figure !== null));
  const [p50, p99, rss, live] = [
    usual(({ latency }) => latency.p50).toFixed(2),
    usual(({ latency }) => latency.p99).toFixed(2),
    usual(({ rssMib }) => rssMib).toFixed(0),
    usual(({ liveMib }) => liveMib).toFixed(0),
  ];
  const most = Math.max(...counted.map(({ latency }) => latency.max)).toFixed(0);
  const { heapMib, nodes } = last.page ?? { heapMib: null, nodes: null };
  const page = heapMib === null ? "" : `; Overview ${heapMib.toFixed(1)} MiB, ${nodes} nodes`;
  const messages = looks.reduce((sum, { messages }) => sum + messages, 0);
  return `| ${last.minute} minutes, ${
    (messages / 1e6).toFixed(1)
  } million messages | p50 ${p50} ms, p99 ${p99} ms, max ${most} ms; ` +
    `RSS ${rss} MiB, live heap ${live} MiB; store ${(last.storeMib + last.walMib).toFixed(0)} MiB${page} |`;
}

export async function writeLooks(path: string, looks: Look[]): Promise<void> {
  const rows = looks.map((look) => kept.map(([, of, digits]) => of(look)?.toFixed(digits) ?? ""));
  await Deno.writeTextFile(path, [kept.map(([head]) => head), ...rows].map((row) => writeCsvRow(row)).join(""));
}
