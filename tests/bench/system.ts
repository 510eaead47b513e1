/**
 * Measures the built server against a raw Deno server that stores nothing: the same generator drives both in turn, in rounds,
 * so that whatever else the machine does hits both. Prints medians, and ratios within each round.
 *
 * It prints no figure of a run in which anything was not answered as it should be.
 */
import { build } from "../e2e/program.ts";
import { machineTimes } from "./load/process_stats.ts";
import { faultOf, type RunResult } from "./load/result.ts";
import { canPlay, type Load, runGenerator } from "./load/run_generator.ts";
import { type ServerName, servers, startServer } from "./load/server_process.ts";
import { readOptions } from "./options.ts";
import { printTable, type Run, writeCsv } from "./system_table.ts";

const USAGE = `Usage: deno task bench system [options]
  --scenarios A,B  metervalues, heartbeat, status, session, mixed, storm (metervalues,heartbeat,status,session)
  --conns A,B      chargers (100,1000)
  --rounds N       (3)
  --seconds N      measured in each run (5), after --warmup N (2)
  --rate N         calls a second in all, counted from when they are due (0: as many as are answered)
  --csv FILE       one line a run
With LOADGEN=path/to/loadgen the C generator of the same figures is used: it leaves the server more to do.`;

/** More than this, and the machine did something else before the run. */
const BUSY = 0.15;
const LOOK_MS = 500;

export async function system(args: string[], env: { loadgen: string | undefined }): Promise<void> {
  const options = readOptions(USAGE, {
    scenarios: "metervalues,heartbeat,status,session",
    conns: "100,1000",
    rounds: 3,
    seconds: 5,
    warmup: 2,
    rate: 0,
    csv: "",
  }, args);
  await build();
  const { seconds, warmup, rate } = options;
  const loads: Load[] = options.scenarios.split(",").flatMap((scenario) =>
    options.conns.split(",").map((conns) => ({ scenario, conns: Number(conns), seconds, warmup, rate }))
  );
  const runs: Run[] = [];
  for (const load of loads.filter(({ scenario }) => canPlay(scenario, env.loadgen))) {
    for (let round = 1; round <= options.rounds; round++) {
      for (const server of servers) runs.push({ round, server, result: await run(server, load, env.loadgen) });
    }
  }
  printTable(runs);
  if (options.csv !== "") await writeCsv(options.csv, runs);
}

async function run(server: ServerName, load: Load, loadgen: string | undefined): Promise<RunResult> {
  const about = `${server}, ${load.scenario} of ${load.conns} chargers`;
  const busy = await busyShare();
  if (busy > BUSY) {
    console.error(`The machine is ${Math.round(busy * 100)} % busy before ${about}: the figures will lie`);
  }
  const process = await startServer(server);
  try {
    const result = await runGenerator(process, load, loadgen);
    const fault = faultOf(result);
    if (fault !== null) throw new Error(`No figures, ${about}: ${fault}`);
    return result;
  } finally {
    await process.stop();
  }
}

async function busyShare(): Promise<number> {
  const before = machineTimes();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const after = machineTimes();
  return (after.busy - before.busy) / Math.max(1, after.all - before.all);
}
