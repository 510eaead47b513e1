/** What a run of a generator found: of the project's own, or of the C one of the same figures. */
import type { LatencySummary } from "./latencies.ts";

/** Named as the C generator names them. Seconds, ms, KiB, CPU seconds. */
export interface RunResult {
  scenario: string;
  conns: number;
  seconds: number;
  msgs: number;
  msgs_per_s: number;
  latency_ms: LatencySummary;
  connect_per_s: number;
  /** From the first handshake to BootNotification accepted. */
  accepted_ms: { n: number; max: number };
  connect_failures: number;
  callerrors: Record<string, number>;
  closed: number;
  unanswered: number;
  malformed: number;
  generator_cpu_s: number;
  server_cpu_s: number;
  rss_before_kb: number;
  rss_connected_kb: number;
  rss_after_kb: number;
  private_kb_per_conn: number;
  /** What was wrong first. */
  problem?: string | null;
}

/** What of a run is no answer as it should be; null when nothing. */
export function faultOf(result: RunResult): string | null {
  const callErrors = Object.values(result.callerrors).reduce((sum, count) => sum + count, 0);
  const counts = {
    "calls answered with an error": callErrors,
    "links closed": result.closed,
    "calls without an answer": result.unanswered,
    "answers malformed": result.malformed,
    "connections refused": result.connect_failures,
  };
  const faults = Object.entries(counts).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  if (faults.length === 0) return result.msgs === 0 && result.scenario !== "storm" ? "no call was answered" : null;
  return result.problem ? `${faults.join(", ")}, the first: ${result.problem}` : faults.join(", ");
}
