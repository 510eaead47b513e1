/**
 * Lets the built server work for long: chargers that send at a steady rate, and browsers that listen. Says at the end whether
 * memory and latency stayed, and whether the store grew as predicted; exit code 1 when not.
 */
import { writeCsvRow } from "../../lib/csv.ts";
import { build } from "../e2e/program.ts";
import { type Browser, openBrowser } from "./browser.ts";
import type { LatencySummary } from "./load/latencies.ts";
import { memoryKib } from "./load/process_stats.ts";
import { faultOf, type RunResult } from "./load/result.ts";
import { pinnedTo, startServer } from "./load/server_process.ts";
import { readOptions } from "./options.ts";
import { judge, type Slice } from "./soak_verdict.ts";

const USAGE = `Usage: deno task bench soak [options]
  --minutes N   (5)
  --settle N    minutes at first that do not count (a third of all, at most 10)
  --chargers N  (1000)
  --rate N      messages a second in all (2000)
  --scenario S  mixed, metervalues, session (mixed)
  --browsers N  (5)
  --slice N     seconds between two looks (10)
  --csv FILE    one line a look`;

const options = readOptions(USAGE, {
  minutes: 5,
  settle: -1,
  chargers: 1_000,
  rate: 2_000,
  scenario: "mixed",
  browsers: 5,
  slice: 10,
  csv: "",
});
const settled = options.settle < 0 ? Math.min(10, options.minutes / 3) : options.settle;

/** What the generator says between its slices, and at last. */
type Said = { lately: LatencySummary } | RunResult;

await build();
const folder = await Deno.makeTempDir({ prefix: "bench-soak-" });
const store = `${folder}/soak.kv`;
const server = await startServer("us", { KV_PATH: store });
const slices: Slice[] = [];
let problem: string | null = null;
try {
  problem = await soak();
} catch (error) {
  problem = error instanceof Error ? error.message : String(error);
} finally {
  await server.stop();
  await Deno.remove(folder, { recursive: true });
}
if (options.csv !== "") await writeCsv();
if (problem !== null) {
  console.error(`No verdict: ${problem}`);
  Deno.exit(1);
}
const verdicts = judge(slices, settled);
for (const { what, isMet, text } of verdicts) console.log(`${isMet ? "yes" : "NO "}  ${what}: ${text}`);
Deno.exit(verdicts.every(({ isMet }) => isMet) ? 0 : 1);

/** @returns what went wrong; null when nothing did */
async function soak(): Promise<string | null> {
  const browsers = await Promise.all(Array.from({ length: options.browsers }, () => openBrowser(server.port)));
  console.log("minute  messages   p50 ms   p99 ms p99.9 ms   max ms  RSS MiB store MiB  SSE MiB");
  let result: RunResult | null = null;
  for await (const said of generator()) {
    if ("lately" in said) look(said.lately, browsers);
    else result = said;
  }
  const broken = browsers.find(({ problem }) => problem !== null)?.problem ?? null;
  for (const browser of browsers) await browser.stop();
  if (result === null) return "the generator gave no result";
  return faultOf(result) ?? broken;
}

async function* generator(): AsyncGenerator<Said> {
  const { chargers, rate, scenario, minutes, slice } = options;
  const wishes = { port: server.port, pid: server.pid, scenario, conns: chargers, rate, seconds: minutes * 60 };
  const file = new URL("load/generator.ts", import.meta.url).pathname;
  const args = Object.entries({ ...wishes, every: slice, warmup: 2 }).map(([name, value]) => `--${name}=${value}`);
  const [command, ...rest] = [...await pinnedTo(1), Deno.execPath(), "run", "-A", "--no-check", file, ...args];
  const child = new Deno.Command(command, { args: rest, stdin: "null", stdout: "piped", stderr: "inherit" }).spawn();
  let text = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (text + chunk).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
  await child.status;
}

function look(latency: LatencySummary, browsers: Browser[]): void {
  const minute = (slices.length + 1) * options.slice / 60;
  const sse = browsers.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;
  const rssMib = memoryKib(server.pid).rss / 1_024;
  const storeMib = [store, `${store}-wal`].reduce((sum, path) => sum + sizeOf(path), 0) / 2 ** 20;
  slices.push({ minute, messages: latency.n, latency, rssMib, storeMib });
  const figures = [latency.p50, latency.p99, latency.p999, latency.max, rssMib, storeMib, sse];
  const cells = figures.map((figure, i) => figure.toFixed(i < 4 ? 2 : 1).padStart(9)).join("");
  console.log(`${minute.toFixed(1).padStart(6)}${String(latency.n).padStart(10)}${cells}`);
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

async function writeCsv(): Promise<void> {
  const head = ["minute", "messages", "p50_ms", "p99_ms", "p999_ms", "max_ms", "rss_mib", "store_mib"];
  const rows = slices.map(({ minute, messages, latency: { p50, p99, p999, max }, rssMib, storeMib }) =>
    [minute, messages, p50, p99, p999, max, rssMib, storeMib].map((figure) => Math.round(figure * 1_000) / 1_000)
  );
  await Deno.writeTextFile(options.csv, [head, ...rows].map((row) => writeCsvRow(row)).join(""));
}
