/**
 * Measures the built server against a raw Deno server that stores nothing: the same generator drives both in turn, in rounds,
 * so that whatever else the machine does hits both. Prints medians, and ratios within each round.
 *
 * It prints no figure of a run in which anything was not answered as it should be.
 */
import { build } from "../e2e/program.ts";
import { measureOnce } from "./load/measure_once.ts";
import { canPlay, type Load } from "./load/run_generator.ts";
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
      for (const server of ["raw", "us"] as const) {
        runs.push({ round, server, result: await measureOnce(server, load, env) });
      }
    }
  }
  printTable(runs);
  if (options.csv !== "") await writeCsv(options.csv, runs);
}
