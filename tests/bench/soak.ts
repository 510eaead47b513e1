/**
 * Lets the built server work for long: chargers that send at a steady rate, browsers that listen, and a real one that keeps
 * the Overview open. Says at the end whether memory, latency and the page stayed as they were, and whether the store grew as
 * predicted; exit code 1 when not, and when the machine was too busy to tell.
 */
import { build } from "../e2e/program.ts";
import { openBrowser } from "./browser.ts";
import { freePort, inspect } from "./load/heap.ts";
import type { LatencySummary } from "./load/latencies.ts";
import { faultOf, type RunResult } from "./load/result.ts";
import { pinThis, startServer } from "./load/server_process.ts";
import { openOverview } from "./open_page.ts";
import { readOptions } from "./options.ts";
import { headOf, lineOf, summaryOf, writeLooks } from "./soak_looks.ts";
import { busyReason, judge, LEAST_MINUTES, type Look } from "./soak_verdict.ts";
import { Watch } from "./soak_watch.ts";

const USAGE = `Usage: deno task bench soak [options]
  --minutes N   (8)
  --settle N    minutes at first that do not count (a quarter of all, at most 10)
  --chargers N  (1000)
  --rate N      messages a second in all (2000)
  --scenario S  mixed, metervalues, session (mixed)
  --browsers N  programs that read the live events (5)
  --page S      yes: one of them is a Chromium with the Overview open; no (yes)
  --csv FILE    a line a minute, written as it goes`;

const options = readOptions(USAGE, {
  minutes: 8,
  settle: -1,
  chargers: 1_000,
  rate: 2_000,
  scenario: "mixed",
  browsers: 5,
  page: "yes",
  csv: "",
});
const settled = options.settle < 0 ? Math.min(10, options.minutes / 4) : options.settle;
/** A collection takes the server some 0.1 s: so many a run are enough to see where memory goes. */
const collectEvery = Math.max(1, Math.round(options.minutes / 20));

/** For so long after a look its collections hold up what is measured. */
const PAUSE_S = 5;

/** What the generator says each minute, and at last. */
type Said = { messages: number; lately: LatencySummary; late: LatencySummary } | RunResult;

if (options.minutes < settled + LEAST_MINUTES) {
  console.error(`At least ${LEAST_MINUTES} minutes must come after the first ${settled}`);
  Deno.exit(2);
}
await pinThis(1);
await build();
const folder = await Deno.makeTempDir({ prefix: "bench-soak-" });
const store = `${folder}/soak.kv`;
const inspectPort = freePort();
const server = await startServer("us", { KV_PATH: store }, [`--inspect=127.0.0.1:${inspectPort}`]);
const looks: Look[] = [];
let problem: string | null = null;
try {
  problem = await soak();
} catch (error) {
  problem = error instanceof Error ? error.message : String(error);
} finally {
  await server.stop();
  await Deno.remove(folder, { recursive: true });
}
const terms = { settled, rate: options.rate };
// A machine that is busy with something else makes faults, too.
const reason = busyReason(looks, terms) ?? problem;
if (reason !== null) noVerdict(reason);
const verdicts = judge(looks, terms);
const words = new Map([[true, "yes"], [false, "NO"], [null, "?"]]);
for (const { what, isMet, text } of verdicts) console.log(`${words.get(isMet)?.padEnd(5)}${what}: ${text}`);
console.log(`\n${summaryOf(looks, settled)}`);
const unclear = verdicts.filter(({ isMet }) => isMet === null).map(({ what }) => what);
if (verdicts.some(({ isMet }) => isMet === false)) Deno.exit(1);
if (unclear.length > 0) noVerdict(`the minutes differ too much to tell whether ${unclear.join(" and ")}`);

function noVerdict(reason: string): never {
  console.error(`No verdict: ${reason}`);
  Deno.exit(1);
}

/** @returns what went wrong; null when nothing did */
async function soak(): Promise<string | null> {
  await using stack = new AsyncDisposableStack();
  const page = options.page === "no" ? null : await openOverview(server.port);
  stack.defer(() => page?.close());
  const others = Math.max(0, options.browsers - (page === null ? 0 : 1));
  const browsers = await Promise.all(Array.from({ length: others }, () => openBrowser(server.port)));
  stack.defer(async () => void await Promise.all(browsers.map((browser) => browser.stop())));
  using inspector = await inspect(inspectPort);
  using watch = new Watch(server, store);
  let result: RunResult | null = null;
  console.log(headOf());
  for await (const said of generator()) {
    if (!("lately" in said)) {
      result = said;
      continue;
    }
    const isDue = (looks.length + 1) % collectEvery === 0;
    const look: Look = {
      minute: looks.length + 1,
      messages: said.messages,
      latency: said.lately,
      lateMs: said.late.p99,
      ...await watch.lookBack(),
      liveMib: isDue ? await inspector.heapBytes() / 2 ** 20 : null,
      page: await page?.look() ?? null,
      eventsMib: browsers.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20,
    };
    looks.push(look);
    console.log(lineOf(look));
    if (options.csv !== "") await writeLooks(options.csv, looks);
  }
  const broken = browsers.find(({ problem }) => problem !== null)?.problem ?? null;
  return broken ?? (result === null ? "the generator gave no result" : faultOf(result));
}

async function* generator(): AsyncGenerator<Said> {
  const { chargers, rate, scenario, minutes } = options;
  const wishes = { port: server.port, pid: server.pid, scenario, conns: chargers, rate, seconds: minutes * 60 };
  const file = new URL("load/generator.ts", import.meta.url).pathname;
  const args = Object.entries({ ...wishes, every: 60, pause: PAUSE_S, warmup: 2 }).map(([name, value]) =>
    `--${name}=${value}`
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", file, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  try {
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
  } finally {
    try {
      child.kill();
    } catch { /* It has ended, as it should. */ }
    await child.status;
  }
}
