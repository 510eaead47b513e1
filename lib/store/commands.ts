/** Commands as they were asked and settled, an audit per charger. */
import { type Command, commandSchema } from "../domain/command.ts";
import { firstUlidAt } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class CommandAudit {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  async put(command: Command): Promise<void> {
    await this.commit.write({ sets: [{ key: keys.command(command.chargerId, command.id), value: command }] });
  }

  async find(chargerId: string, id: string): Promise<Command | null> {
    return readRecord(commandSchema, await this.kv.get(keys.command(chargerId, id)), this.log);
  }

  /** What a bulk command, asked at `askedAt`, sent to a charger; null: nothing. */
  async findOfBulk(chargerId: string, { id, askedAt }: { id: string; askedAt: number }): Promise<Command | null> {
    const range = { start: keys.command(chargerId, firstUlidAt(askedAt)), end: keys.command(chargerId, "~") };
    for await (const entry of this.kv.list(range)) {
      const command = readRecord(commandSchema, entry, this.log);
      if (command?.bulkId === id) return command;
    }
    return null;
  }

  /** Those that were asked from `from` until `to` (epoch ms), oldest first. */
  async between(
    chargerId: string,
    { from, to, limit }: { from: number; to: number; limit: number },
  ): Promise<Command[]> {
    const range = { start: keys.command(chargerId, firstUlidAt(from)), end: keys.command(chargerId, firstUlidAt(to)) };
    const entries = await Array.fromAsync(this.kv.list(range, { limit }));
    return entries.map((entry) => readRecord(commandSchema, entry, this.log)).filter((one) => one !== null);
  }

  /** Newest first, those before the id `after`. */
  async page(chargerId: string, { limit, after }: { limit: number; after?: string }): Promise<Command[]> {
    const range = { start: keys.command(chargerId, ""), end: keys.command(chargerId, after ?? "~") };
    const entries = await Array.fromAsync(this.kv.list(range, { reverse: true, limit }));
    return entries.map((entry) => readRecord(commandSchema, entry, this.log)).filter((one) => one !== null);
  }
}
