/** What the system bench prints: a table for people, and CSV. */
import { writeCsvRow } from "../../lib/csv.ts";
import { median } from "./percentile.ts";
import type { RunResult } from "./load/result.ts";
import type { ServerName } from "./load/server_process.ts";

/** One run of one server. */
export interface Run {
  round: number;
  server: ServerName;
  result: RunResult;
}

/** Above this share of a core the generator is what is measured. */
const GENERATOR_LIMIT = 0.95;

interface Column {
  head: string;
  width: number;
  of: (result: RunResult) => number;
  digits: number;
}

const COLUMNS: Column[] = [
  { head: "msgs/s", width: 9, of: ({ msgs_per_s }) => msgs_per_s, digits: 0 },
  { head: "p50 ms", width: 8, of: ({ latency_ms }) => latency_ms.p50, digits: 2 },
  { head: "p99 ms", width: 8, of: ({ latency_ms }) => latency_ms.p99, digits: 2 },
  { head: "p99.9 ms", width: 9, of: ({ latency_ms }) => latency_ms.p999, digits: 2 },
  { head: "max ms", width: 8, of: ({ latency_ms }) => latency_ms.max, digits: 1 },
  { head: "CPU µs", width: 7, of: cpuPerMessage, digits: 1 },
  { head: "accepted/s", width: 11, of: ({ accepted_ms }) => accepted_ms.n / (accepted_ms.max / 1_000), digits: 0 },
  { head: "KiB/link", width: 9, of: ({ private_kb_per_conn }) => private_kb_per_conn, digits: 1 },
  { head: "MiB before", width: 11, of: ({ rss_before_kb }) => rss_before_kb / 1_024, digits: 0 },
  { head: "generator", width: 10, of: (result) => 100 * generatorShare(result), digits: 0 },
];

export function printTable(runs: Run[]): void {
  const groups = Object.entries(Object.groupBy(runs, ({ result }) => `${result.scenario}, ${result.conns} chargers`));
  for (const [name, group = []] of groups) {
    console.log(`\n${name}, medians of ${group.length / 2} rounds`);
    console.log(
      `${"".padEnd(6)}${"ratio".padStart(7)}${COLUMNS.map(({ head, width }) => head.padStart(width)).join("")} %`,
    );
    const [raw, us] = (["raw", "us"] as const).map((server) => group.filter((run) => run.server === server));
    console.log(`raw   ${"1.00".padStart(7)}${cells(raw)}`);
    console.log(`us    ${ratio(raw, us).padStart(7)}${cells(us)}`);
    if (raw.some(({ result }) => generatorShare(result) > GENERATOR_LIMIT)) {
      console.log("      The raw server waits for the generator, so the true ratio is smaller: set LOADGEN");
    }
  }
}

export async function writeCsv(path: string, runs: Run[]): Promise<void> {
  const head = ["scenario", "conns", "round", "server", ...COLUMNS.map(({ head }) => head)];
  const rows = runs.map(({ round, server, result }) => [
    result.scenario,
    result.conns,
    round,
    server,
    ...COLUMNS.map(({ of, digits }) => Number(of(result).toFixed(digits + 1))),
  ]);
  await Deno.writeTextFile(path, [head, ...rows].map((row) => writeCsvRow(row)).join(""));
}

/** The median of what each round says; a storm has no messages, so there it is that of accepted chargers. */
function ratio(raw: Run[], us: Run[]): string {
  const of = raw[0]?.result.scenario === "storm" ? COLUMNS[6].of : COLUMNS[0].of;
  return median(us.map(({ result }, i) => of(result) / of(raw[i].result))).toFixed(2);
}

function cells(runs: Run[]): string {
  return COLUMNS.map(({ of, width, digits }) =>
    median(runs.map(({ result }) => of(result))).toFixed(digits).padStart(width)
  ).join("");
}

function cpuPerMessage({ server_cpu_s, msgs }: RunResult): number {
  return msgs === 0 ? 0 : server_cpu_s * 1e6 / msgs;
}

function generatorShare({ generator_cpu_s, seconds }: RunResult): number {
  return seconds === 0 ? 0 : generator_cpu_s / seconds;
}
