import { assertEquals } from "@std/assert";
import { gapOf, mergeSamples, pointsFor, within } from "../../lib/client/chart_samples.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();

Deno.test("new samples follow the known ones; late ones find their place", () => {
  const known = [{ at: at(0) }, { at: at(20) }];
  assertEquals(mergeSamples(known, [{ at: at(30) }, { at: at(40) }]).map((one) => one.at), [0, 20, 30, 40].map(at));
  assertEquals(mergeSamples(known, [{ at: at(10) }]).map((one) => one.at), [0, 10, 20].map(at));
});

Deno.test("samples of the same moment become one, and a repeated one changes nothing", () => {
  const known = [{ at: at(0), powerW: 7000, energyWh: 5 }];
  const merged = [{ at: at(0), powerW: 7000, energyWh: 5, socPercent: 40 }];
  assertEquals(mergeSamples(known, [{ at: at(0), socPercent: 40 }]), merged);
  assertEquals(mergeSamples(merged, known), merged);
  assertEquals(mergeSamples([], [...known, { at: at(0), socPercent: 40 }]), merged);
});

Deno.test("a span holds its ends, and one without an end goes on", () => {
  const samples = [0, 10, 20, 30].map((seconds) => ({ at: at(seconds) }));
  const seconds = (span: { from: number; to: number | null }) =>
    within(samples, span).map((one) => (Date.parse(one.at) - NOON) / 1000);
  assertEquals(seconds({ from: NOON + 10_000, to: NOON + 20_000 }), [10, 20]);
  assertEquals(seconds({ from: NOON + 10_000, to: null }), [10, 20, 30]);
});

Deno.test("a chart asks for about as many points as it has pixels, within reason", () => {
  assertEquals([0, 358, 1130, 1200, 9000].map(pointsFor), [200, 400, 1200, 1200, 2000]);
});

Deno.test("a gap is five minutes, or what a thinned chart cannot know better", () => {
  assertEquals(gapOf({ from: 0, to: 3_600_000 }, 1200), 300_000);
  assertEquals(gapOf({ from: 0, to: 24 * 3_600_000 }, 400), 864_000);
});
