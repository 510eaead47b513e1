import { assert, assertEquals } from "@std/assert";
import { arrivingCar, type Car, charged, powerOf, voltageOf } from "../../simulate/car.ts";
import { modelAt } from "../../simulate/model.ts";
import { createRandom } from "../../simulate/random.ts";

function aCar(own: Partial<Car> = {}): Car {
  const car = {
    batteryWh: 60_000,
    socPercent: 40,
    phases: 3,
    acLimitW: 11_040,
    dcLimitW: 120_000,
    batteryV: 370,
  } as const;
  return { ...car, ...own };
}

const onDc = { current: "DC", offeredW: 150_000, chargingS: 600 } as const;
const onAc = { current: "AC", offeredW: 22_080, chargingS: 600 } as const;

Deno.test("power ramps up before it reaches the car's limit", () => {
  assertEquals([0, 20, 40, 600].map((chargingS) => powerOf(aCar(), { ...onDc, chargingS })), [
    0,
    60_000,
    120_000,
    120_000,
  ]);
});

Deno.test("power is never more than the outlet offers", () => {
  assertEquals(powerOf(aCar(), { ...onDc, offeredW: 50_000 }), 50_000);
});

Deno.test("a car on one phase takes at most a third of what three phases offer", () => {
  assertEquals(powerOf(aCar({ phases: 1, acLimitW: 7_360 }), { ...onAc, offeredW: 11_040 }), 3_680);
  assertEquals(powerOf(aCar({ phases: 1, acLimitW: 7_360 }), { ...onAc, offeredW: 22_080 }), 7_360);
});

Deno.test("above 80 % power falls, and a full car takes none", () => {
  const powers = [80, 85, 90, 95, 99, 100].map((socPercent) => powerOf(aCar({ socPercent }), onDc));
  for (let index = 1; index < powers.length; index++) assert(powers[index] < powers[index - 1], `${powers}`);
  assertEquals(powers.at(-1), 0);
});

Deno.test("energy fills the battery, and never over the brim", () => {
  assertEquals(charged(aCar(), 6_000).socPercent, 50);
  assertEquals(charged(aCar(), 600_000).socPercent, 100);
});

Deno.test("the battery's voltage rises as it fills", () => {
  assert(voltageOf(aCar({ socPercent: 90 })) > voltageOf(aCar({ socPercent: 10 })));
});

Deno.test("only cars that can charge with DC come to a DC charger", () => {
  const dc = Array.from({ length: 10 }, (_, index) => modelAt(index)).find(({ current }) => current === "DC")!;
  const random = createRandom("cars");
  for (let count = 0; count < 200; count++) assert(arrivingCar(dc, random).dcLimitW > 0);
});
