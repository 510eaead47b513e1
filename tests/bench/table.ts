/**
 * Measures everything that docs/performance.md promises, and prints it as that page's table. A row whose run saw an error says
 * so instead of a figure.
 */
import { build } from "../e2e/program.ts";
import { readOptions } from "./options.ts";
import { type Figure, rows } from "./table_rows.ts";
import { Runs } from "./table_runs.ts";

const USAGE = `Usage: deno task bench table [options]
  --only TEXT   rows whose name holds it: ${rows.map(({ name }) => name).join(", ")}
  --rounds N    runs of each server in turn (3); medians are printed
  --seconds N   measured in each run (8), after 2 that are not
  --kv A,B      seeded stores (deno task bench seed), for the rows "pages" and "start"
With LOADGEN=path/to/loadgen the C generator drives the servers: it leaves them more to do.`;

const options = readOptions(USAGE, { only: "", rounds: 3, seconds: 8, kv: "" });
const runs = new Runs({
  rounds: options.rounds,
  seconds: options.seconds,
  stores: options.kv.split(",").filter((path) => path !== ""),
  loadgen: Deno.env.get("LOADGEN"),
});
const wanted = rows.filter(({ name }) => name.includes(options.only));
if (wanted.length === 0) readOptions(USAGE, {}, [`--only=${options.only}`]);

await build();
console.log(`Measured ${new Date().toISOString().slice(0, 10)} on ${machine()}, ${generator()}.\n`);
console.log("| what | reach | measured | met | `deno task bench` |\n| --- | --- | --- | --- | --- |");
let isFine = true;
for (const { name, what, reach, measure } of wanted) {
  const { text, isMet } = await measure(runs).catch((error): Figure => ({
    text: error instanceof Error ? error.message.split("\n")[0] : String(error),
    isMet: false,
  }));
  isFine &&= isMet !== false;
  console.log(
    `| ${[what, reach, text, isMet === null ? "–" : isMet ? "yes" : "no", `\`table --only ${name}\``].join(" | ")} |`,
  );
}
Deno.exit(isFine ? 0 : 1);

function machine(): string {
  const model = /^model name\s*: (.*)$/m.exec(textOf("/proc/cpuinfo"))?.[1] ?? Deno.build.arch;
  const gib = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  return `${navigator.hardwareConcurrency} cores of ${model}, ${gib} GiB, ${Deno.build.os}, Deno ${Deno.version.deno}`;
}

function generator(): string {
  const pinned = navigator.hardwareConcurrency < 2
    ? "one core for all"
    : "the server on one core, the generator on another";
  return `${pinned}, ${runs.parts.loadgen === undefined ? "the project's own generator" : "the C generator"}`;
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
