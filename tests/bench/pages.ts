/** Prints how long every page and list takes over a seeded store. Fails when one takes longer than `--most`. */
import { build } from "../e2e/program.ts";
import { readOptions } from "./options.ts";
import { type Timed, timePages } from "./page_times.ts";
import { percentile } from "./percentile.ts";

const USAGE = `Usage: deno task bench pages --kv PATH [options]
  --rounds N   how often each is asked (200: the p99 is then the third slowest)
  --most MS    the p99 that a page or list may take (50)
  --all yes    print every row, not only the slowest of each kind
  --only TEXT  only those whose kind or address holds it`;

const options = readOptions(USAGE, { kv: "", rounds: 200, most: 50, all: "", only: "" });
await build();
const { startMs, firstByteMs, pages } = await timePages(options.kv, options).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  return Deno.exit(1);
});
print();
Deno.exit(pages.some(isSlow) ? 1 : 0);

function isSlow({ ms }: Timed): boolean {
  return percentile(ms, 99) > options.most;
}

function print(): void {
  console.log(`start to first answer ${startMs.toFixed(0)} ms, of a file of ${mib(options.kv)} MiB`);
  for (const [path, ms] of Object.entries(firstByteMs)) console.log(`first byte of ${path} ${ms.toFixed(1)} ms`);
  console.log(`${"ms: p50".padStart(8)} ${"p99".padStart(7)} ${"first".padStart(7)} ${"KiB".padStart(6)}`);
  for (const [of, rows] of Object.entries(Object.groupBy(pages, ({ of }) => of))) {
    const slowest = rows!.toSorted((a, b) => percentile(b.ms, 99) - percentile(a.ms, 99));
    const shown = options.all === "" ? slowest.filter((row, i) => i === 0 || isSlow(row)) : rows!;
    console.log(`${of}${shown.length < rows!.length ? `: the slowest of ${rows!.length}` : ""}`);
    for (const { name, ms, bytes } of shown) {
      const [p50, p99, first] = [percentile(ms, 50), percentile(ms, 99), ms[0]].map((one) => one.toFixed(1));
      console.log(
        `${p50.padStart(8)} ${p99.padStart(7)} ${first.padStart(7)} ${(bytes / 1024).toFixed(0).padStart(6)}  ${name}`,
      );
    }
  }
}

function mib(path: string): string {
  return (Deno.statSync(path).size / 2 ** 20).toFixed(0);
}
