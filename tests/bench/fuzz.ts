/**
 * Sends the built server what chargers may send, broken at random, by the hundred thousand, and watches its memory. Exit code 1
 * when a call with a readable id is not answered exactly once, the server complains or ends, or its memory does not return.
 */
import { start } from "../e2e/program.ts";
import { assertAllIsWell, fuzz, fuzzLinks } from "../e2e/fuzz/fuzz.ts";
import type { FuzzLink, Tally } from "../e2e/fuzz/link.ts";
import { freePort, inspect } from "./load/heap.ts";
import { memoryKib } from "./load/process_stats.ts";
import { readOptions } from "./options.ts";

const USAGE = `Usage: deno task bench fuzz [options]
  --frames N    in all, for each number of links (100000)
  --links LIST  (1,100)
  --rounds N    into which they are divided; between two all links are closed (10)
  --seed N      which frames: the same seed sends the same (any)`;

const options = readOptions(USAGE, {
  frames: 100_000,
  links: "1,100",
  rounds: 10,
  seed: Math.floor(Math.random() * 2 ** 31),
});

/** What is stored is no leak, but what is known of each charger stays in memory. */
const MOST_GROWTH_MIB = { heap: 16, rss: 64 };
/** The seeds of a round's links and windows stay below. */
const SEEDS_A_ROUND = 20_000_003;

interface Memory {
  heap: number;
  rss: number;
}

let isWell = true;
for (const links of options.links.split(",").map(Number)) {
  try {
    isWell = await withstands(links) && isWell;
  } catch (error) {
    console.log(`NO   ${error instanceof Error ? error.stack : error}`);
    isWell = false;
  }
}
Deno.exit(isWell ? 0 : 1);

async function withstands(links: number): Promise<boolean> {
  const folder = await Deno.makeTempDir({ prefix: "bench-fuzz-" });
  const port = freePort();
  const args = ["-A", "--no-check", `--inspect=127.0.0.1:${port}`];
  try {
    await using server = await start({ KV_PATH: `${folder}/fuzz.kv`, LOG_LEVEL: "error" }, args);
    const memory = await (async () => {
      using inspector = await inspect(port);
      return await rounds(fuzzLinks(server, links), async () => ({
        heap: await inspector.heapBytes() / 2 ** 20,
        rss: memoryKib(server.pid).rss / 2 ** 10,
      }));
    })();
    await assertAllIsWell(server);
    const { code } = await server.kill("SIGTERM");
    const complaints = (await server.log()).split("\n").filter((line) => /"level":"error"/.test(line));
    return [
      said("it stayed well, and ended in order", code === 0, `exit code ${code}`),
      said(
        "it complained of nothing",
        complaints.length === 0,
        [`${complaints.length} lines`, ...complaints].join("\n"),
      ),
      ...(["heap", "rss"] as const).map((what) => returns(what, memory)),
    ].every((isMet) => isMet);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** @returns the memory before, and after each round */
async function rounds(links: FuzzLink[], look: () => Promise<Memory>): Promise<Memory[]> {
  const where = links.length === 1 ? "one link" : `${links.length} links`;
  console.log(`
seed ${options.seed}, ${options.frames} frames on ${where}, in ${options.rounds} rounds`);
  console.log("round   frames  answers  results   errors  no id  cut off      s  heap MiB  RSS MiB");
  const memory = [await look()];
  write("before", null, memory[0]);
  const frames = Math.ceil(options.frames / options.rounds);
  for (let round = 1; round <= options.rounds; round++) {
    const startedAt = performance.now();
    const tally = await fuzz(links, { frames, seed: options.seed + round * SEEDS_A_ROUND });
    const seconds = (performance.now() - startedAt) / 1_000;
    memory.push(await look());
    write(String(round), { ...tally, seconds }, memory[round]);
  }
  return memory;
}

function write(name: string, tally: Tally & { seconds: number } | null, { heap, rss }: Memory): void {
  const { frames, answers, results, unanswerable, reopened, seconds } = tally ?? {};
  const counts = [frames, answers, results, tally && tally.answers - tally.results, unanswerable, reopened];
  const cells = counts.map((count, i) => String(count ?? "").padStart(i === 4 ? 7 : 9));
  const figures = [seconds?.toFixed(1) ?? "", heap.toFixed(1), rss.toFixed(1)].map((text, i) =>
    text.padStart(i ? 10 : 7)
  );
  console.log(name.padEnd(6) + cells.join("").slice(2) + figures.join(""));
}

/** The first round warms the server up. */
function returns(what: keyof Memory, memory: Memory[]): boolean {
  const [warm, end] = [memory[1][what], memory[memory.length - 1][what]];
  const most = warm + MOST_GROWTH_MIB[what];
  const text = `${memory[0][what].toFixed(1)} MiB before, ${warm.toFixed(1)} after the first round, ${
    end.toFixed(1)
  } in the end`;
  return said(`the ${what} returns`, end <= most, `${text}, at most ${most.toFixed(1)}`);
}

function said(what: string, isMet: boolean, text: string): boolean {
  console.log(`${isMet ? "yes" : "NO "}  ${what}: ${text}`);
  return isMet;
}
