/** What a soak comes to: whether memory, latency and the store's growth stay as they are. Pure. */
import { median } from "./percentile.ts";
import type { LatencySummary } from "./load/latencies.ts";

/** The state at the end of a slice of time, and the latencies within it. */
export interface Slice {
  minute: number;
  messages: number;
  latency: LatencySummary;
  rssMib: number;
  storeMib: number;
}

export interface Verdict {
  what: string;
  isMet: boolean;
  text: string;
}

/** What the garbage collector and the noise of a machine may add. */
const MEMORY = { factor: 1.05, mib: 16 };
const LATENCY = { factor: 1.5, ms: 1 };
const GROWTH = 0.1;

/** Compares the end with the beginning, both after `settled` minutes. At least four slices must be left then. */
export function judge(slices: Slice[], settledMinutes: number): Verdict[] {
  const settled = slices.filter(({ minute }) => minute > settledMinutes);
  if (settled.length < 4) {
    throw new Error(`Cannot judge ${settled.length} slices after ${settledMinutes} minutes: let it run for longer`);
  }
  const quarter = Math.floor(settled.length / 4);
  const [first, last] = [settled.slice(0, quarter), settled.slice(-quarter)];
  return [memory(first, last), latency(first, last), growth(settled)];
}

function memory(first: Slice[], last: Slice[]): Verdict {
  const [was, is] = [first, last].map((some) => median(some.map(({ rssMib }) => rssMib)));
  const most = was * MEMORY.factor + MEMORY.mib;
  return {
    what: "memory flat",
    isMet: is <= most,
    text: `${was.toFixed(0)} MiB at first, ${is.toFixed(0)} MiB in the end, at most ${most.toFixed(0)}`,
  };
}

function latency(first: Slice[], last: Slice[]): Verdict {
  const [was, is] = [first, last].map((some) => median(some.map(({ latency }) => latency.p99)));
  const most = was * LATENCY.factor + LATENCY.ms;
  return {
    what: "p99 flat",
    isMet: is <= most,
    text: `${was.toFixed(2)} ms at first, ${is.toFixed(2)} ms in the end, at most ${most.toFixed(2)}`,
  };
}

/** What a message of the first half takes foretells what the second half takes. */
function growth(settled: Slice[]): Verdict {
  const half = settled.length >> 1;
  const [begin, middle, end] = [settled[0], settled[half], settled[settled.length - 1]];
  const perMessage = (middle.storeMib - begin.storeMib) / Math.max(1, messagesBetween(settled, 1, half));
  const predicted = middle.storeMib + perMessage * messagesBetween(settled, half + 1, settled.length - 1);
  const grown = end.storeMib - middle.storeMib;
  const off = Math.abs(end.storeMib - predicted) / Math.max(grown, predicted - middle.storeMib, 1e-9);
  const bytes = (perMessage * 2 ** 20).toFixed(0);
  return {
    what: "store grows as predicted",
    isMet: off <= GROWTH,
    text: `${bytes} bytes a message: ${predicted.toFixed(1)} MiB predicted, ${end.storeMib.toFixed(1)} MiB found, ` +
      `${(100 * off).toFixed(0)} % off the growth`,
  };
}

/** Of the slices from one to another, both included. */
function messagesBetween(slices: Slice[], from: number, to: number): number {
  return slices.slice(from, to + 1).reduce((sum, { messages }) => sum + messages, 0);
}
