/** Operators, found in any case. There is always an admin once there was one. */
import { type Operator, operatorSchema } from "../domain/operator.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class Operators {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  async find(name: string): Promise<Operator | null> {
    return readRecord(operatorSchema, await this.kv.get(keys.operator(name)), this.log);
  }

  /** In the order of their names. */
  async list(): Promise<Operator[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["operator"] }));
    return entries.map((entry) => readRecord(operatorSchema, entry, this.log)).filter((one) => one !== null);
  }

  /** Whether there is none, not even one whose record is broken. */
  async isEmpty(): Promise<boolean> {
    return (await this.kv.list({ prefix: ["operator"] }, { limit: 1 }).next()).done === true;
  }

  /** False when the name is taken. */
  async add(operator: Operator): Promise<boolean> {
    const key = keys.operator(operator.name);
    const write = { checks: [{ key, versionstamp: null }], sets: [{ key, value: operator }] };
    return await this.commit.write(write) !== null;
  }

  /** Null from `next` removes the operator. Two who take the last admins from each other do not both succeed. */
  async change(
    name: string,
    next: (operator: Operator) => Operator | null,
  ): Promise<Operator | "removed" | "unknown" | "last-admin"> {
    const key = keys.operator(name);
    while (true) {
      const entry = await this.kv.get(key);
      const operator = readRecord(operatorSchema, entry, this.log);
      if (operator === null) return "unknown";
      const changed = next(operator);
      const checks: Deno.AtomicCheck[] = [entry];
      if (operator.role === "admin" && changed?.role !== "admin") {
        const other = await this.#otherAdmin(operator.name);
        if (other === null) return "last-admin";
        checks.push(other);
      }
      const write = changed === null ? { deletes: [key] } : { sets: [{ key, value: changed }] };
      if (await this.commit.write({ checks, ...write }) !== null) return changed ?? "removed";
    }
  }

  async #otherAdmin(name: string): Promise<Deno.AtomicCheck | null> {
    for await (const entry of this.kv.list({ prefix: ["operator"] })) {
      const operator = readRecord(operatorSchema, entry, this.log);
      if (operator?.role === "admin" && operator.name !== name) return entry;
    }
    return null;
  }
}
