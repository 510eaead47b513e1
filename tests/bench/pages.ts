/**
 * How long every page and list takes over a seeded store, and how long the start.
 *
 * Asks one after another, in this process, so what is printed is the server's time and that of the loopback. Fails when
 * something is not answered with 200, or takes longer than `--most`.
 */
import { build, start } from "../e2e/program.ts";
import { readOptions } from "./options.ts";
import { type Asked, pagePaths } from "./page_paths.ts";
import { percentile } from "./percentile.ts";

const USAGE = `Usage: deno run -A tests/bench/pages.ts --kv PATH [options]
  --rounds N   how often each is asked (20)
  --most MS    the p99 that a page or list may take (50)
  --all yes    print every row, not only the slowest of each kind
  --only TEXT  only those whose kind or address holds it`;

interface Timed extends Asked {
  ms: number[];
  bytes: number;
}

const options = readOptions(USAGE, { kv: "", rounds: 20, most: 50, all: "", only: "" });
await build();
const before = performance.now();
const program = await start({ KV_PATH: options.kv, LOG_LEVEL: "warn" });
await read("/health/ready");
const startMs = performance.now() - before;
const firstByteMs = await firstByte("/api/transactions.csv");
const helloMs = await firstByte("/api/live");

const timed: Timed[] = [];
for (const asked of pagePaths(Date.now()).filter(({ of, path }) => `${of} ${path}`.includes(options.only))) {
  const ms: number[] = [];
  let bytes = await read(asked.path);
  for (let round = 0; round < options.rounds; round++) {
    const from = performance.now();
    bytes = await read(asked.path);
    ms.push(performance.now() - from);
  }
  timed.push({ ...asked, ms, bytes });
}
await program.kill("SIGTERM");
print();
Deno.exit(timed.some(isSlow) ? 1 : 0);

async function read(path: string): Promise<number> {
  const response = await fetch(program.url + path);
  const { byteLength } = await response.arrayBuffer();
  if (response.status === 200) return byteLength;
  await program.kill("SIGTERM");
  console.error(`No figures: ${path} was answered with ${response.status}`);
  return Deno.exit(1);
}

async function firstByte(path: string): Promise<number> {
  const from = performance.now();
  const reader = (await fetch(program.url + path)).body!.getReader();
  await reader.read();
  const ms = performance.now() - from;
  await reader.cancel();
  return ms;
}

function isSlow({ ms }: Timed): boolean {
  return percentile(ms, 99) > options.most;
}

function print(): void {
  console.log(`start to first answer ${startMs.toFixed(0)} ms, of a file of ${mib(options.kv)} MiB`);
  console.log(`first byte: transactions.csv ${firstByteMs.toFixed(1)} ms, SSE hello ${helloMs.toFixed(1)} ms`);
  console.log(`${"ms: p50".padStart(8)} ${"p99".padStart(7)} ${"KiB".padStart(6)}`);
  for (const [of, rows] of Object.entries(Object.groupBy(timed, ({ of }) => of))) {
    const slowest = rows!.toSorted((a, b) => percentile(b.ms, 99) - percentile(a.ms, 99));
    const shown = options.all === "" ? slowest.filter((row, i) => i === 0 || isSlow(row)) : rows!;
    console.log(`${of}${shown.length < rows!.length ? `: the slowest of ${rows!.length}` : ""}`);
    for (const { name, ms, bytes } of shown) {
      const [p50, p99] = [percentile(ms, 50), percentile(ms, 99)].map((one) => one.toFixed(1));
      console.log(`${p50.padStart(8)} ${p99.padStart(7)} ${(bytes / 1024).toFixed(0).padStart(6)}  ${name}`);
    }
  }
}

function mib(path: string): string {
  return (Deno.statSync(path).size / 2 ** 20).toFixed(0);
}
