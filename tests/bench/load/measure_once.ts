/** One run: a server with a store of its own, driven by a generator. */
import { openBrowser } from "../browser.ts";
import { machineTimes } from "./process_stats.ts";
import { faultOf, type RunResult } from "./result.ts";
import { type Load, runGenerator } from "./run_generator.ts";
import { type ServerName, type ServerProcess, startServer } from "./server_process.ts";

export interface RunParts {
  /** The C generator; undefined: the project's own. */
  loadgen: string | undefined;
  /** Dashboards that are open meanwhile. */
  browsers?: number;
  /** Where the server keeps its store; a place that is removed afterwards unless given. */
  kvPath?: string;
}

/** More than this, and the machine did something else before the run. */
const BUSY = 0.15;
const LOOK_MS = 500;

/** @throws when anything was not answered as it should be: then there are no figures */
export async function measureOnce(server: ServerName, load: Load, parts: RunParts): Promise<RunResult> {
  const about = `${server}, ${load.scenario} of ${load.conns} chargers`;
  const busy = await busyShare();
  if (busy > BUSY) {
    console.error(`The machine is ${Math.round(busy * 100)} % busy before ${about}: the figures will lie`);
  }
  const process = await startServer(server, parts.kvPath === undefined ? {} : { KV_PATH: parts.kvPath });
  try {
    const { result, fault } = await drive(process, load, parts);
    if (fault !== null) throw new Error(`No figures, ${about}: ${fault}`);
    return result;
  } finally {
    await process.stop();
  }
}

async function drive(process: ServerProcess, load: Load, { loadgen, browsers: count = 0 }: RunParts) {
  const browsers = await Promise.all(Array.from({ length: count }, () => openBrowser(process.port)));
  const result = await runGenerator(process, load, loadgen);
  const broken = browsers.map(({ problem }) => problem).find((problem) => problem !== null) ?? null;
  for (const browser of browsers) await browser.stop();
  return { result, fault: faultOf(result) ?? broken };
}

async function busyShare(): Promise<number> {
  const before = machineTimes();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const after = machineTimes();
  return (after.busy - before.busy) / Math.max(1, after.all - before.all);
}
