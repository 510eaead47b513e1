/** The fleet's power over the last day: one value for five minutes, which expires. */
import { POWER_SLOT_MS, POWER_SLOTS, type PowerSlot, powerSlotSchema } from "../domain/fleet_power.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class FleetPowers {
  constructor(private readonly kv: Deno.Kv, private readonly parts: { commits: Commits; log: Log }) {}

  /** Oldest first. */
  async since(at: number): Promise<PowerSlot[]> {
    const slots: PowerSlot[] = [];
    for await (const entry of this.kv.list({ prefix: ["fleet_power"], start: keys.fleetPower(at) })) {
      const slot = readRecord(powerSlotSchema, entry, this.parts.log);
      if (slot !== null) slots.push(slot);
    }
    return slots;
  }

  /** Each instance sees the whole fleet, so whichever writes last is right. Not in the group commit: nobody waits for it. */
  async put(slot: PowerSlot): Promise<void> {
    const expireIn = 2 * POWER_SLOTS * POWER_SLOT_MS;
    await this.parts.commits.run(() => this.kv.atomic().set(keys.fleetPower(slot.at), slot, { expireIn }).commit());
  }
}
