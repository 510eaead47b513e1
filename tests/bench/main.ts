/** `deno task bench`: what the program costs. */
import { system } from "./system.ts";

const USAGE = `Usage: deno task bench [what] [options]; each takes --help
  (nothing)  the micro benches and a short system bench
  micro      what one message costs, piece by piece (deno bench)
  system     the built server against a raw one, driven by chargers
  seed       fills a store with a fleet and its sessions
  pages      how long every page and list takes over a seeded store
  table      the table of docs/performance.md: everything that is promised, and whether it is met
  screen     from the charger to the screen, and scrolling while values come, in a real browser
  soak       runs for minutes or hours, and watches memory, latency, the store's size and an open page
  fuzz       100,000 broken messages on one link and on 100: each call is answered once, and memory returns
  kill       kill -9 at work, again and again: nothing that was acknowledged is lost, nothing doubled`;

const SHORT = ["--scenarios=metervalues,session", "--conns=100", "--rounds=1", "--seconds=4", "--warmup=2"];

const [what, ...args] = Deno.args;
switch (what) {
  case undefined:
    await run("bench", ["-A", "--quiet", "tests/bench"]);
    await measure(SHORT);
    break;
  case "micro":
    await run("bench", ["-A", "--quiet", "tests/bench", ...args]);
    break;
  case "system":
    await measure(args);
    break;
  case "seed":
  case "pages":
  case "table":
  case "screen":
  case "soak":
  case "fuzz":
    await run("run", ["-A", `tests/bench/${what}.ts`, ...args]);
    break;
  case "kill":
    await run("run", ["-A", "tests/bench/kill_under_load.ts", ...args]);
    break;
  default:
    console.error(USAGE);
    Deno.exit(what === "--help" ? 0 : 2);
}

async function measure(args: string[]): Promise<void> {
  try {
    await system(args, { loadgen: Deno.env.get("LOADGEN") });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}

async function run(command: string, args: string[]): Promise<void> {
  const { code } = await new Deno.Command(Deno.execPath(), { args: [command, ...args] }).spawn().status;
  if (code !== 0) Deno.exit(code);
}
