/** How long every page and list takes over a seeded store, and how long the start. */
import { start } from "../e2e/program.ts";
import { type Asked, pagePaths } from "./page_paths.ts";

export interface Timed extends Asked {
  /** Of each request; the first is the first of this page since the start. */
  ms: number[];
  bytes: number;
}

export interface PageTimes {
  /** From the command to the first answer. */
  startMs: number;
  /** Until the first byte of what is streamed, by its address. */
  firstByteMs: Record<string, number>;
  pages: Timed[];
}

const STREAMS = ["/api/transactions.csv", "/api/live"];

/**
 * Starts the program over a store and asks one after another, in this process: so what it measures is the server's time and
 * that of the loopback. `only`: those whose kind or address holds it.
 *
 * Each round asks all of them once, in another order: what the server does now and again then falls on all alike, and none
 * is measured right behind itself, as nobody asks. Nothing is left out: the first requests after a start are counted too.
 *
 * @throws when something is not answered with 200
 */
export async function timePages(
  kvPath: string,
  { rounds, only }: { rounds: number; only: string },
): Promise<PageTimes> {
  const before = performance.now();
  await using program = await start({ KV_PATH: kvPath, LOG_LEVEL: "warn" });
  await read(program.url, "/health/ready");
  const times: PageTimes = { startMs: performance.now() - before, firstByteMs: {}, pages: [] };
  for (const path of STREAMS) times.firstByteMs[path] = await firstByte(program.url + path);
  times.pages = pagePaths(Date.now()).filter(({ of, path }) => `${of} ${path}`.includes(only))
    .map((asked) => ({ ...asked, ms: [], bytes: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const page of shuffled(times.pages)) {
      const from = performance.now();
      page.bytes = await read(program.url, page.path);
      page.ms.push(performance.now() - from);
    }
  }
  return times;
}

function shuffled<Item>(items: Item[]): Item[] {
  return items.map((item) => ({ item, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

async function read(url: string, path: string): Promise<number> {
  const response = await fetch(url + path);
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`No figures: ${path} was answered with ${response.status}`);
  return byteLength;
}

async function firstByte(address: string): Promise<number> {
  const from = performance.now();
  const reader = (await fetch(address)).body!.getReader();
  await reader.read();
  const ms = performance.now() - from;
  await reader.cancel();
  return ms;
}
