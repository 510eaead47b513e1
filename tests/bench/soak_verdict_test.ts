/** What a soak takes for steady, what it does not, and when it says nothing. */
import { assertEquals, assertMatch } from "@std/assert";
import { createRandom } from "../../simulate/random.ts";
import { busyReason, judge, type Look } from "./soak_verdict.ts";
import { trendOf } from "./trend.ts";

const MESSAGES = 120_000;
const TERMS = { settled: 10, rate: MESSAGES / 60 };
const SEEDS = Array.from({ length: 50 }, (_, i) => `soak ${i}`);
const STEADY = {
  "server's live heap flat": true,
  "server's RSS flat": true,
  "p99 flat": true,
  "store grows as predicted": true,
  "Overview is live to the end": true,
  "Overview's heap flat": true,
  "Overview's nodes flat": true,
};

type Figure = "rss" | "live" | "p99" | "store" | "pageHeap" | "nodes" | "others" | "late" | "p50";

/** An hour, a look a minute, noisy as they are; `given` says how a figure goes with the minutes, before the noise. */
function anHour(
  given: Partial<Record<Figure, (minute: number) => number>> = {},
  { seed = "an hour", minutes = 60 } = {},
): Look[] {
  const random = createRandom(seed);
  const about = (figure: number, part: number) => figure * random.between(1 - part, 1 + part);
  return Array.from({ length: minutes }, (_, i) => {
    const minute = i + 1;
    const of = (name: Figure, otherwise: number) => given[name]?.(minute) ?? otherwise;
    const rows = minute % 2 === 0 ? 20_000 : 70_000;
    // Now and then a minute has something of its own.
    const p99 = about(of("p99", 1.5), 0.1) * (random.chance(0.05) ? 3 : 1);
    return {
      minute,
      messages: MESSAGES,
      latency: { n: MESSAGES, p50: of("p50", 0.2), p99, p999: 4, max: 9 },
      lateMs: of("late", 0.1),
      rssMib: about(of("rss", 220), 0.05),
      heapMib: about(90, 0.2),
      liveMib: minute % 3 === 0 ? about(of("live", 45), 0.03) + rows * 230 / 2 ** 20 : null,
      journalRows: rows,
      samples: 66_000 * minute,
      leftOut: 0,
      storeMib: of("store", 50 + 9 * minute) + random.between(-1, 1),
      walMib: 4,
      cpu: 0.6,
      others: of("others", 0.03),
      page: { heapMib: about(of("pageHeap", 6), 0.02), nodes: of("nodes", 1_000), problem: null },
      eventsMib: 10 * minute,
    };
  });
}

const answers = (looks: Look[], terms = TERMS) =>
  Object.fromEntries(judge(looks, terms).map(({ what, isMet }) => [what, isMet]));

/** What leaks so many bytes a message, in MiB by the minute. */
const leak = (bytes: number) => (minute: number) => minute * MESSAGES * bytes / 2 ** 20;

Deno.test("a trend is that of most points, and tells how sure it is", () => {
  const line = Array.from({ length: 20 }, (_, i): [number, number] => [i, 2 * i + (i % 7 === 0 ? 500 : 0)]);
  const { slope, low } = trendOf(line);
  assertEquals([slope, 0 < low && low <= 2], [2, true]);
  assertEquals(trendOf([[0, 1], [1, 0], [2, 1], [3, 0]]).low < 0, true);
});

Deno.test("noise that goes nowhere is steady, whatever the dice say", () => {
  for (const seed of SEEDS) assertEquals(answers(anHour({}, { seed })), STEADY, seed);
});

Deno.test("what a process takes to warm up, and a first part that is lower by chance, is no leak", () => {
  for (const seed of SEEDS) {
    const rss = (minute: number) => 220 * Math.min(1, 0.5 + minute / 16) + (minute < 20 ? -8 : 0);
    assertEquals(answers(anHour({ rss, live: (minute) => 60 * Math.min(1, minute / 8) }, { seed })), STEADY, seed);
  }
});

Deno.test("memory that is taken once and kept, as allocators do, is no leak", () => {
  assertEquals(answers(anHour({ rss: (minute) => minute > 35 ? 240 : 220 })), STEADY);
});

Deno.test("a leak of 10 bytes a message is told, on the heap and beside it", () => {
  for (const seed of SEEDS) {
    const { rss, live } = { rss: (m: number) => 220 + leak(10)(m), live: (m: number) => 60 + leak(10)(m) };
    assertEquals(answers(anHour({ rss, live }, { seed })), {
      ...STEADY,
      "server's live heap flat": false,
      "server's RSS flat": false,
    }, seed);
    assertEquals(answers(anHour({ rss }, { seed })), { ...STEADY, "server's RSS flat": false }, seed);
  }
});

Deno.test("answers that take ever longer, and from some time on twice as long, are told; one bad minute is not", () => {
  for (const seed of SEEDS) {
    const isFlat = (p99: (minute: number) => number) => answers(anHour({ p99 }, { seed }))["p99 flat"];
    assertEquals(isFlat((minute) => 1.5 * 1.02 ** minute), false, seed);
    assertEquals(isFlat((minute) => minute > 40 ? 3 : 1.5), false, seed);
    assertEquals(isFlat((minute) => minute === 58 ? 90 : 1.5), true, seed);
  }
});

Deno.test("a store that grows faster or slower than at first is told", () => {
  const isAsPredicted = (store: (minute: number) => number) => answers(anHour({ store }))["store grows as predicted"];
  assertEquals(isAsPredicted((minute) => 9 * minute ** 1.2), false);
  assertEquals(isAsPredicted((minute) => 9 * Math.min(minute, 45)), false);
  assertEquals(isAsPredicted((minute) => 9 * minute + (minute > 30 ? 20 : 0)), true);
});

Deno.test("a page that keeps what it was told, is not live any more, or complains is told", () => {
  const { pageHeap, nodes } = { pageHeap: (minute: number) => 6 + minute / 10, nodes: (m: number) => 1_000 + 5 * m };
  assertEquals(answers(anHour({ pageHeap, nodes })), {
    ...STEADY,
    "Overview's heap flat": false,
    "Overview's nodes flat": false,
  });
  const looks = anHour();
  looks[59].page!.problem = "it is not live any more";
  assertEquals(answers(looks), { ...STEADY, "Overview is live to the end": false });
});

Deno.test("a rise that may be chance is neither flat nor a leak", () => {
  const rise = [210, 290, 200, 270, 230, 300];
  assertEquals(
    answers(anHour({ rss: (minute) => rise[minute - 1] }, { minutes: 6 }), { ...TERMS, settled: 0 })[
      "server's RSS flat"
    ],
    null,
  );
});

Deno.test("a machine that did something else, or cannot keep the pace, gives no verdict and says why", () => {
  assertEquals(busyReason(anHour(), TERMS), null);
  const busy = anHour({ others: (minute) => minute % 2 === 0 ? 0.4 : 0.03, late: (m) => m % 2 === 0 ? 40 : 0.1 });
  assertMatch(busyReason(busy, TERMS)!, /^in 25 of 50 minutes .* 40 % of the server's core, the generator 40 ms late/);
  assertMatch(busyReason(anHour({ p50: (minute) => 50 * minute }), TERMS)!, /^2000 messages a second are more than/);
});

Deno.test("minutes in which the machine did something else do not count for latency", () => {
  const looks = anHour({ others: (m) => m > 48 ? 0.4 : 0.03, p99: (m) => m > 48 ? 30 : 1.5 });
  assertEquals([busyReason(looks, TERMS), answers(looks)["p99 flat"]], [null, true]);
});

Deno.test("a server that slows down beside a quiet machine is no busy machine", () => {
  const looks = anHour({ p50: (minute) => 0.2 * 1.2 ** minute, p99: (minute) => 2 * 1.2 ** minute });
  assertEquals([busyReason(looks, TERMS), answers(looks)["p99 flat"]], [null, false]);
});

/** Seven minutes that were measured, two of them to settle: p99, RSS, live heap, rows that wait to be folded, store. */
const MEASURED = [
  [49.99, 222.0, 55.2, 67260, 64.5],
  [149.26, 210.9, 44.2, 18405, 115.1],
  [94.71, 199.1, 59.1, 79202, 166.3],
  [225.26, 211.1, 46.6, 26165, 207.1],
  [38.55, 207.5, 63.3, 90309, 264.9],
  [38.97, 228.6, 51.3, 37773, 305.9],
  [48.92, 210.6, 61.9, 86757, 363.8],
];

Deno.test("minutes as they were measured are steady, and with a leak of each kind they are not", () => {
  const terms = { ...TERMS, settled: 2 };
  const measured = () =>
    anHour({}, { minutes: MEASURED.length }).map((look, i) => {
      const [p99, rssMib, liveMib, journalRows, storeMib] = MEASURED[i];
      return { ...look, latency: { ...look.latency, p99 }, rssMib, liveMib, journalRows, storeMib };
    });
  assertEquals(answers(measured(), terms), STEADY);
  const leaky = measured().map((look) => ({
    ...look,
    liveMib: look.liveMib + leak(20)(look.minute),
    rssMib: look.rssMib + leak(300)(look.minute),
    storeMib: look.storeMib * (look.minute > 4 ? 1.3 : 1),
    latency: { ...look.latency, p99: look.latency.p99 + 200 * look.minute },
  }));
  assertEquals(answers(leaky, terms), {
    ...STEADY,
    "server's live heap flat": false,
    "server's RSS flat": false,
    "p99 flat": false,
    "store grows as predicted": false,
  });
});
