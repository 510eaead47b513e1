import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Thinner } from "../../lib/domain/thin.ts";
import { NOON, samples } from "../arrange.ts";

Deno.test("thinning keeps first, last and the extremes, in order, within the points asked for", () => {
  const power = fc.array(fc.integer({ min: 0, max: 22_000 }), { minLength: 1, maxLength: 300 });
  fc.assert(fc.property(power, fc.integer({ min: 4, max: 100 }), (powers, maxPoints) => {
    const line = samples(powers.length).map((sample, i) => ({ ...sample, powerW: powers[i] }));
    const thinner = new Thinner(NOON, line[line.length - 1].at, maxPoints);
    line.forEach((sample) => thinner.add(sample));
    const points = thinner.finish();
    assertEquals(points.length <= maxPoints, true);
    assertEquals([points[0], points.at(-1)], [line[0], line.at(-1)]);
    const range = (some: { powerW?: number }[]) => {
      const all = some.map(({ powerW }) => powerW ?? 0);
      return [Math.min(...all), Math.max(...all)];
    };
    assertEquals(range(points), range(line));
    assertEquals(points.map(({ at }) => at), points.map(({ at }) => at).toSorted((a, b) => a - b));
  }));
});
