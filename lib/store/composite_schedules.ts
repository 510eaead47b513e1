/** The last composite schedule that a charger told of each of its connectors. */
import { type CompositeSchedule, compositeScheduleSchema } from "../domain/composite_schedule.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class CompositeSchedules {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  async put(chargerId: string, schedule: CompositeSchedule): Promise<void> {
    const key = keys.compositeSchedule(chargerId, schedule.connectorId);
    await this.commit.write({ sets: [{ key, value: schedule }] });
  }

  /** In the order of the connectors. */
  async of(chargerId: string): Promise<CompositeSchedule[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["composite_schedule", chargerId] }));
    return entries.map((entry) => readRecord(compositeScheduleSchema, entry, this.log)).filter((one) => one !== null);
  }
}
