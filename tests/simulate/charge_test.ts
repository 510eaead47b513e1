import { assert, assertAlmostEquals } from "@std/assert";
import { Charge } from "../../simulate/charge.ts";
import { modelAt } from "../../simulate/model.ts";
import { createRandom } from "../../simulate/random.ts";

const HOURS_8 = 8 * 3_600;

Deno.test("energy is power over time, whatever the steps", () => {
  const coarse = new Charge(modelAt(0), createRandom("steps"), HOURS_8);
  const fine = new Charge(modelAt(0), createRandom("steps"), HOURS_8);
  const coarseWh = coarse.advance(600);
  let fineWh = 0;
  for (let step = 0; step < 600; step++) fineWh += fine.advance(1);
  assert(coarseWh > 0);
  assertAlmostEquals(coarseWh / fineWh, 1, 0.05);
});

Deno.test("a car that stays long enough is full, takes nothing more and is suspended by itself", () => {
  const charge = new Charge(modelAt(1), createRandom("full"), HOURS_8);
  charge.advance(HOURS_8);
  const { powerW, socPercent, currentA } = charge.read(0);
  assert(charge.status === "SuspendedEV" && powerW === 0 && socPercent === 100 && currentA.every((amps) => amps === 0));
});

Deno.test("cars are suspended by either side now and then, without power while it lasts", () => {
  const seen = new Set<string>();
  for (let index = 0; index < 60; index++) {
    const charge = new Charge(modelAt(0), createRandom(`break ${index}`), 600);
    for (let step = 0; step < 60; step++) {
      charge.advance(10);
      seen.add(charge.status);
      if (charge.status !== "Charging") assert(charge.read(0).powerW === 0);
      if (charge.status === "SuspendedEVSE") assert(charge.read(0).offeredW === 0);
    }
  }
  assert(seen.has("Charging") && seen.has("SuspendedEV") && seen.has("SuspendedEVSE"), [...seen].join());
});
