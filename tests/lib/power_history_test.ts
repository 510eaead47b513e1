import { assertEquals } from "@std/assert";
import { withPower } from "../../lib/domain/fleet_power.ts";
import type { Fleet } from "../../lib/fleet.ts";
import { silentLog } from "../../lib/log.ts";
import { PowerHistory } from "../../lib/power_history.ts";
import { aStore, HeldClock, NOON, type TestStore } from "../arrange.ts";

const MINUTE_MS = 60_000;

/** A history over a fleet that draws what `draws` says. */
async function aHistory(store: TestStore, clock: HeldClock, draws: () => number): Promise<PowerHistory> {
  const fleet = { counts: () => ({ powerW: draws() }) } as Fleet;
  const history = new PowerHistory({ powers: store.fleetPowers, fleet, clock, log: silentLog });
  await history.start();
  return history;
}

Deno.test("the fleet's power of a day is a mean for each five minutes, with the most and its time", async () => {
  const clock = new HeldClock();
  await using store = await aStore({ clock });
  let powerW = 1_000;
  const history = await aHistory(store, clock, () => powerW);
  clock.pass(3 * MINUTE_MS);
  powerW = 5_000;
  clock.pass(MINUTE_MS);
  powerW = 0;
  clock.pass(5 * MINUTE_MS);
  const { from, stepMs, meanW, most } = history.view();
  assertEquals([from, stepMs, meanW.length], [
    new Date(NOON - 23 * 3_600_000 - 50 * MINUTE_MS).toISOString(),
    300_000,
    288,
  ]);
  assertEquals(meanW.slice(-3), [null, 2_000, 0]);
  assertEquals(most, { powerW: 5_000, at: new Date(NOON + 4 * MINUTE_MS).toISOString() });
  await history.stop();
});

Deno.test("the fleet's power outlives the process, and goes on in the same five minutes", async () => {
  const clock = new HeldClock();
  await using store = await aStore({ clock });
  const first = await aHistory(store, clock, () => 3_000);
  clock.pass(MINUTE_MS);
  await first.stop();
  const second = await aHistory(store, clock, () => 1_000);
  clock.pass(MINUTE_MS);
  assertEquals(second.view().meanW.slice(-1), [2_000]);
  await second.stop();
});

Deno.test("what is older than a day is no longer told", async () => {
  const clock = new HeldClock();
  await using store = await aStore({ clock });
  const history = await aHistory(store, clock, () => 3_000);
  clock.pass(25 * 60 * MINUTE_MS);
  assertEquals(history.view().meanW.every((powerW) => powerW === 3_000), true);
  await history.stop();
  clock.pass(24 * 60 * MINUTE_MS);
  const { meanW, most } = history.view();
  assertEquals([meanW.filter((powerW) => powerW !== null), most], [[], null]);
});

Deno.test("the most of five minutes is the first of equals", () => {
  const slot = withPower(withPower(null, 7, NOON), 7, NOON + 1);
  assertEquals([slot.mostAt, slot.count], [NOON, 2]);
});
