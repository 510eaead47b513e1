/** A car: its battery, and how much power it takes. Pure. */
import type { Model } from "./model.ts";
import type { Random } from "./random.ts";

export interface Car {
  batteryWh: number;
  socPercent: number;
  /** Of the on-board charger. */
  phases: 1 | 3;
  acLimitW: number;
  /** 0: it cannot charge with DC. */
  dcLimitW: number;
  /** Of a battery half full. */
  batteryV: number;
}

type Kind = Omit<Car, "socPercent">;

const KINDS: Kind[] = [
  { batteryWh: 58_000, phases: 3, acLimitW: 11_040, dcLimitW: 120_000, batteryV: 370 },
  { batteryWh: 77_000, phases: 3, acLimitW: 11_040, dcLimitW: 170_000, batteryV: 380 },
  { batteryWh: 77_400, phases: 3, acLimitW: 11_040, dcLimitW: 233_000, batteryV: 690 },
  { batteryWh: 93_400, phases: 3, acLimitW: 22_080, dcLimitW: 270_000, batteryV: 720 },
  { batteryWh: 52_000, phases: 3, acLimitW: 22_080, dcLimitW: 50_000, batteryV: 355 },
  { batteryWh: 40_000, phases: 1, acLimitW: 7_360, dcLimitW: 46_000, batteryV: 350 },
  { batteryWh: 12_000, phases: 1, acLimitW: 3_680, dcLimitW: 0, batteryV: 340 },
];

/** A car that can charge at this kind of charger. */
export function arrivingCar(model: Model, random: Random): Car {
  const fitting = model.current === "AC" ? KINDS : KINDS.filter(({ dcLimitW }) => dcLimitW > 0);
  return { ...random.pick(fitting), socPercent: random.chance(0.25) ? random.between(70, 95) : random.between(8, 65) };
}

/** What the battery takes of its limit: [state of charge in percent, share], straight lines between. */
const CURVE = [[0, 0.7], [10, 1], [50, 1], [80, 0.75], [90, 0.3], [100, 0.04]] as const;

/** From the first ampere to full power. */
const RAMP_S = { AC: 12, DC: 40 };

/**
 * The power a car takes in W: ramp, plateau, and less and less above 80 %.
 *
 * @param chargingS seconds since the current began to flow
 * @example powerOf({...car, socPercent: 40}, {current: "AC", offeredW: 22_080, chargingS: 60})  →  11_040
 */
export function powerOf(car: Car, at: { current: "AC" | "DC"; offeredW: number; chargingS: number }): number {
  if (car.socPercent >= 100) return 0;
  const ramp = Math.min(1, at.chargingS / RAMP_S[at.current]);
  const limitW = at.current === "DC" ? car.dcLimitW : car.acLimitW;
  // On one phase, a third of the outlet.
  const outletW = at.current === "AC" && car.phases === 1 ? at.offeredW / 3 : at.offeredW;
  return ramp * Math.min(outletW, limitW * shareAt(car.socPercent));
}

/** The car after it took this energy; never fuller than full. */
export function charged(car: Car, energyWh: number): Car {
  return { ...car, socPercent: Math.min(100, car.socPercent + energyWh / car.batteryWh * 100) };
}

/** The voltage of the battery, which rises as it fills. */
export function voltageOf({ batteryV, socPercent }: Car): number {
  return batteryV * (0.93 + socPercent * 0.0014);
}

function shareAt(socPercent: number): number {
  const upper = CURVE.findIndex(([soc]) => soc >= socPercent);
  if (upper <= 0) return CURVE[0][1];
  const [fromSoc, fromShare] = CURVE[upper - 1];
  const [toSoc, toShare] = CURVE[upper];
  return fromShare + (toShare - fromShare) * (socPercent - fromSoc) / (toSoc - fromSoc);
}
