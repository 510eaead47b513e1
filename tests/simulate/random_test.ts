import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { createRandom } from "../../simulate/random.ts";

function draw(seed: string): number[] {
  const random = createRandom(seed);
  return Array.from({ length: 5 }, () => random.next());
}

Deno.test("the same seed gives the same numbers, another seed others", () => {
  assertEquals(draw("1/SIM-001"), draw("1/SIM-001"));
  assertNotEquals(draw("1/SIM-001"), draw("1/SIM-002"));
});

Deno.test("numbers are spread over their range", () => {
  const random = createRandom("spread");
  const numbers = Array.from({ length: 1_000 }, () => random.between(10, 20));
  assert(numbers.every((number) => number >= 10 && number < 20));
  const mean = numbers.reduce((sum, number) => sum + number) / numbers.length;
  assert(Math.abs(mean - 15) < 0.3, `mean ${mean}`);
});
