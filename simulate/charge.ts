/** One car charging at one outlet: battery, power and energy as time goes on. */
import { arrivingCar, type Car, charged, powerOf, voltageOf } from "./car.ts";
import type { Reading } from "./meter.ts";
import type { Model } from "./model.ts";
import type { Random } from "./random.ts";

/** Energy is added up in steps of at most this, so that the curve is followed at any speed. */
const STEP_S = 10;
const GRID_V = 230;

/** A pause in the middle: the charger has no power to give, or the car wants none. */
interface Break {
  by: "EV" | "EVSE";
  fromS: number;
  toS: number;
}

export class Charge {
  #car: Car;
  #break: Break | null;
  #passedS = 0;
  #chargingS = 0;
  #powerW = 0;

  constructor(private readonly model: Model, private readonly random: Random, stayS: number) {
    this.#car = arrivingCar(model, random);
    this.#break = random.chance(0.3) ? breakWithin(stayS, random) : null;
  }

  /** What its connector shows. The charger's pause goes before the car's (OCPP 1.6 §4.9). */
  get status(): "Charging" | "SuspendedEV" | "SuspendedEVSE" {
    const by = this.#breaker();
    if (by === "EVSE") return "SuspendedEVSE";
    return by === "EV" || this.#car.socPercent >= 100 ? "SuspendedEV" : "Charging";
  }

  /** Lets time pass, and returns the energy that flowed in Wh. */
  advance(seconds: number): number {
    let energyWh = 0;
    for (let leftS = seconds; leftS > 0; leftS -= STEP_S) energyWh += this.#step(Math.min(leftS, STEP_S));
    return energyWh;
  }

  /** What the meter shows now, noise included. */
  read(energyWh: number): Reading {
    const { model, random } = this;
    const phases = model.current === "DC" ? 1 : this.#car.phases;
    const voltageV = model.current === "DC"
      ? [voltageOf(this.#car)]
      : [0, 1, 2].map(() => GRID_V + random.between(-2.5, 2.5));
    return {
      current: model.current,
      powerW: this.#powerW,
      offeredW: this.#offeredW(),
      energyWh,
      voltageV,
      currentA: voltageV.map((volts, phase) => phase < phases ? this.#powerW / phases / volts : 0),
      socPercent: model.current === "DC" ? this.#car.socPercent : null,
      temperatureC: model.current === "DC" || random.chance(0.1)
        ? 24 + 30 * this.#powerW / model.powerW + random.between(-1, 1)
        : null,
    };
  }

  #step(seconds: number): number {
    this.#passedS += seconds;
    if (this.status !== "Charging") {
      this.#chargingS = 0;
      this.#powerW = 0;
      return 0;
    }
    this.#chargingS += seconds;
    const takenW = powerOf(this.#car, {
      current: this.model.current,
      offeredW: this.#offeredW(),
      chargingS: this.#chargingS,
    });
    this.#powerW = takenW * this.random.between(0.985, 1);
    const energyWh = this.#powerW * seconds / 3600;
    this.#car = charged(this.#car, energyWh);
    return energyWh;
  }

  #offeredW(): number {
    return this.#breaker() === "EVSE" ? 0 : this.model.powerW;
  }

  #breaker(): "EV" | "EVSE" | null {
    const { by, fromS, toS } = this.#break ?? { by: null, fromS: 0, toS: 0 };
    return this.#passedS >= fromS && this.#passedS < toS ? by : null;
  }
}

function breakWithin(stayS: number, random: Random): Break {
  const fromS = stayS * random.between(0.25, 0.6);
  return { by: random.chance(0.5) ? "EV" : "EVSE", fromS, toS: fromS + Math.min(180, stayS * 0.25) };
}
