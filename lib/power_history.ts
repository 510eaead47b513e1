/**
 * The fleet's power over the last 24 hours, for the Overview: looked at once a minute, held in memory.
 *
 * Reading it costs no reads of the store; it is kept there only to outlive the process. A crash loses a minute of it.
 */
import type { Clock } from "./clock.ts";
import { POWER_SLOT_MS, POWER_SLOTS, type PowerSlot, slotOf, withPower } from "./domain/fleet_power.ts";
import { iso } from "./domain/shape.ts";
import { StoreDownError } from "./domain/store_down.ts";
import type { FleetPowerView } from "./domain/views.ts";
import type { Fleet } from "./fleet.ts";
import type { Log } from "./log.ts";
import type { FleetPowers } from "./store/fleet_powers.ts";

const LOOK_EVERY_MS = 60_000;

export class PowerHistory {
  readonly #slots = new Map<number, PowerSlot>();
  #stopTimer: () => void = () => {};
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { powers: FleetPowers; fleet: Fleet; clock: Clock; log: Log }) {}

  async start(): Promise<void> {
    const { powers, clock } = this.parts;
    for (const slot of await powers.since(this.#first())) this.#slots.set(slot.at, slot);
    this.#stopTimer = clock.every(LOOK_EVERY_MS, () => this.#look());
  }

  /** Resolves when what was seen is stored, or cannot be. */
  async stop(): Promise<void> {
    this.#stopTimer();
    await this.#writing;
  }

  view(): FleetPowerView {
    const first = this.#first();
    const slots = Array.from({ length: POWER_SLOTS }, (_, i) => this.#slots.get(first + i * POWER_SLOT_MS));
    const told = slots.filter((slot) => slot !== undefined);
    const most = told.reduce<PowerSlot | null>((a, b) => a === null || b.mostW > a.mostW ? b : a, null);
    return {
      from: iso(first),
      stepMs: POWER_SLOT_MS,
      meanW: slots.map((slot) => slot === undefined ? null : Math.round(slot.sumW / slot.count)),
      most: most && { powerW: Math.round(most.mostW), at: iso(most.mostAt) },
    };
  }

  /** The first slot of the day that ends with the slot of now. */
  #first(): number {
    return slotOf(this.parts.clock.now()) - (POWER_SLOTS - 1) * POWER_SLOT_MS;
  }

  #look(): void {
    const { fleet, powers, clock, log } = this.parts;
    const now = clock.now();
    const slot = withPower(this.#slots.get(slotOf(now)) ?? null, fleet.counts().powerW, now);
    this.#slots.set(slot.at, slot);
    for (const at of this.#slots.keys()) if (at < this.#first()) this.#slots.delete(at);
    this.#writing = powers.put(slot).catch((error) => {
      if (!(error instanceof StoreDownError)) log.warn("The fleet's power could not be kept", { error });
    });
  }
}
