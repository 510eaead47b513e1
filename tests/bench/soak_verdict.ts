/**
 * What a soak comes to: whether memory, latency and the page stay as they are, and the store grows as predicted. Pure.
 *
 * A figure is flat unless its trend over the settled minutes rises by more than it may. A rise that could as well be chance
 * gives no verdict.
 */
import type { LatencySummary } from "./load/latencies.ts";
import type { PageSeen } from "./open_page.ts";
import { median } from "./percentile.ts";
import type { Seen } from "./soak_watch.ts";
import { type Point, trendOf } from "./trend.ts";

/** A minute, and the state at its end. */
export interface Look extends Seen {
  minute: number;
  /** That were answered. */
  messages: number;
  /** Of those that came not just after a look. */
  latency: LatencySummary;
  /** The p99 of how late the generator was, in ms. */
  lateMs: number;
  /** The server's heap after a collection; null where none was made. */
  liveMib: number | null;
  /** Null without a page. */
  page: PageSeen | null;
  /** What the live events came to so far. */
  eventsMib: number;
}

/** `isMet` is null where chance alone may have made the rise. */
export interface Verdict {
  what: string;
  isMet: boolean | null;
  text: string;
}

export interface Terms {
  /** Minutes that do not count. */
  settled: number;
  /** Messages a second that were due. */
  rate: number;
}

/** Of the live heap, a message: what is kept of each message for good is a leak, and 20 bytes would be one number. */
const LEAK_BYTES = 4;
/** What a sample takes that waits to be folded: they come and go by the ten thousand every other minute. */
const ROW_BYTES = 230;
/** An allocator's own wandering, whatever the time. */
const HEAP_MIB = 4;
const RSS_MIB = 32;
const P99 = { factor: 0.5, ms: 0.5 };
const PAGE_MIB = 2;
const PAGE_NODES = 100;
const GROWTH = 0.1;
/** Lines are folded every two minutes at such a rate; then the pages of the journal are used again. */
const FOLDED_MINUTES = 4;

/** A minute is disturbed when others had more of the server's core, or the generator was later. */
const OTHERS = 0.25;
const LATE_MS = 30;
/** More of the minutes than this disturbed, or half the messages slower than this from the start, tell nothing. */
const DISTURBED = 0.25;
const OVERLOAD_MS = 100;
/** So many minutes must come after the settled ones. */
export const LEAST_MINUTES = 4;

/** @returns why a machine was too busy to tell anything; null when it was not */
export function busyReason(looks: Look[], { settled, rate }: Terms): string | null {
  const counted = looks.filter(({ minute }) => minute > settled);
  const disturbed = counted.filter(isDisturbed);
  if (disturbed.length > counted.length * DISTURBED) {
    const [others, late] = [disturbed.map(({ others }) => others), disturbed.map(({ lateMs }) => lateMs)];
    return `in ${disturbed.length} of ${counted.length} minutes the machine did something else: up to ` +
      `${(100 * Math.max(...others)).toFixed(0)} % of the server's core, the generator ${
        Math.max(...late)
      } ms late (p99)`;
  }
  const [first] = counted.filter((look) => !isDisturbed(look));
  if (first === undefined || first.latency.p50 <= OVERLOAD_MS) return null;
  return `${rate} messages a second are more than this machine does: half of them took over ` +
    `${first.latency.p50.toFixed(0)} ms in minute ${first.minute}`;
}

function isDisturbed({ others, lateMs }: Look): boolean {
  return others > OTHERS || lateMs > LATE_MS;
}

/** Judges the minutes after the settled ones. */
export function judge(looks: Look[], terms: Terms): Verdict[] {
  const counted = looks.filter(({ minute }) => minute > terms.settled);
  const of = (figure: (look: Look) => number | null, some = counted): Point[] =>
    some.flatMap((look) => {
      const y = figure(look);
      return y === null ? [] : [[look.minute, y]];
    });
  const leakMib = LEAK_BYTES * terms.rate * 60 * (counted.length - 1) / 2 ** 20;
  const p99s = of(({ latency }) => latency.p99, counted.filter((look) => !isDisturbed(look)));
  const usual = median(p99s.map(([, ms]) => ms));
  const page = of(({ page }) => page?.heapMib ?? null);
  return [
    flat("server's live heap", of(liveWithoutJournal), { most: HEAP_MIB + leakMib, unit: "MiB" }),
    flat("server's RSS", of(({ rssMib }) => rssMib), { most: RSS_MIB, unit: "MiB" }),
    flat("p99", p99s, { most: Math.max(P99.ms, P99.factor * usual), unit: "ms" }),
    growth(looks, terms.settled),
    ...looks[0].page === null ? [] : [
      live(looks),
    ],
    // One that crashed has said so, and tells no more.
    ...page.length < 2 ? [] : [
      flat("Overview's heap", page, { most: PAGE_MIB, unit: "MiB" }),
      flat("Overview's nodes", of(({ page }) => page?.nodes ?? null), { most: PAGE_NODES, unit: "nodes" }),
    ],
  ];
}

function liveWithoutJournal({ liveMib, journalRows }: Look): number | null {
  return liveMib === null ? null : liveMib - journalRows * ROW_BYTES / 2 ** 20;
}

/** What an operator sees who has the Overview open all day. */
function live(looks: Look[]): Verdict {
  const wrong = looks.find(({ page }) => page !== null && page.problem !== null);
  return {
    what: "Overview is live to the end",
    isMet: wrong === undefined,
    text: wrong === undefined ? "no error, and it changes" : `minute ${wrong.minute}: ${wrong.page?.problem}`,
  };
}

function flat(what: string, points: Point[], { most, unit }: { most: number; unit: string }): Verdict {
  const { slope, low } = trendOf(points);
  const minutes = points[points.length - 1][0] - points[0][0];
  const rise = slope * minutes;
  return {
    what: `${what} flat`,
    isMet: rise <= most ? true : low > 0 ? false : null,
    text:
      `${median(points.map(([, y]) => y)).toFixed(2)} ${unit} (median), ${rise < 0 ? "" : "+"}${rise.toFixed(2)} in ` +
      `${minutes} minutes, at most +${most.toFixed(2)}`,
  };
}

/**
 * What a message takes while the settled time's last half lasts foretells the size at the end. By then samples are folded,
 * what the journal freed is used again, and the message log is far from its bounds: each message adds the same.
 */
function growth(looks: Look[], settled: number): Verdict {
  const sent = sumsOf(looks.map(({ messages }) => messages));
  const points = looks.map((look, i): Point => [sent[i], look.storeMib + look.walMib]);
  const until = predictsAt(looks, settled);
  const known = points.slice(Math.floor(until / 2) - 1, until);
  const [[messages, size], [allMessages, found]] = [known[known.length - 1], points[points.length - 1]];
  const perMessage = trendOf(known).slope;
  const grows = perMessage * (allMessages - messages);
  const off = found / (size + grows) - 1;
  return {
    what: "store grows as predicted",
    isMet: Math.abs(off) <= GROWTH,
    text: `${(perMessage * 2 ** 20).toFixed(0)} bytes a message until minute ${until}: ` +
      `${(size + grows).toFixed(0)} MiB predicted for the end, ${found.toFixed(0)} MiB found, ` +
      `${(100 * off).toFixed(1)} % off, at most ${100 * GROWTH}`,
  };
}

/** The minute whose end the prediction is made at: that of the settled time, but not before two rounds of folding are over. */
function predictsAt(looks: Look[], settled: number): number {
  return Math.min(looks.length - 1, Math.max(FOLDED_MINUTES, Math.floor(settled)));
}

function sumsOf(counts: number[]): number[] {
  let sum = 0;
  return counts.map((count) => sum += count);
}
