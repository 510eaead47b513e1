/** What a soak takes for steady, and what it does not. */
import { assertEquals } from "@std/assert";
import { judge, type Slice } from "./soak_verdict.ts";

const SLICES = 60;

/** A look a minute, with some noise; what is given says how things go with the minutes. */
function aSoak(given: Partial<Record<"rssMib" | "p99" | "storeMib", (minute: number) => number>>): Slice[] {
  return Array.from({ length: SLICES }, (_, i) => {
    const minute = i + 1;
    const noise = 1 + (i * 7 % 5 - 2) / 200;
    const { rssMib = () => 200, p99 = () => 1.5, storeMib = (minute: number) => 9 * minute } = given;
    const latency = { n: 120_000, p50: 0.2, p99: p99(minute) * noise, p999: 4, max: 9 };
    return { minute, messages: 120_000, latency, rssMib: rssMib(minute) * noise, storeMib: storeMib(minute) };
  });
}

const isMet = (slices: Slice[]) => Object.fromEntries(judge(slices, 10).map(({ what, isMet }) => [what, isMet]));

Deno.test("a soak is steady when memory and latency stay, and the store grows with the messages", () => {
  assertEquals(isMet(aSoak({})), { "memory flat": true, "p99 flat": true, "store grows as predicted": true });
});

Deno.test("what a process takes to warm up is no leak", () => {
  assertEquals(isMet(aSoak({ rssMib: (minute) => 200 * Math.min(1, minute / 8) }))["memory flat"], true);
});

Deno.test("a leak of ten bytes a message is one", () => {
  assertEquals(isMet(aSoak({ rssMib: (minute) => 200 + minute * 120_000 * 10 / 2 ** 20 })), {
    "memory flat": false,
    "p99 flat": true,
    "store grows as predicted": true,
  });
});

Deno.test("answers that take ever longer, and a store that grows ever faster, are told", () => {
  assertEquals(isMet(aSoak({ p99: (minute) => 1.5 * 1.03 ** minute }))["p99 flat"], false);
  assertEquals(isMet(aSoak({ storeMib: (minute) => 9 * minute ** 1.3 }))["store grows as predicted"], false);
});
