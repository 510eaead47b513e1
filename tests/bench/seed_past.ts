/**
 * Sessions that are over, written in bulk: the store's own code says what each leaves behind, and that is written in the order
 * of its keys, which costs KV a fraction of what it costs as it happens.
 */
import { ulid } from "ulid";
import { silentLog } from "../../lib/log.ts";
import type { GroupCommit, Write } from "../../lib/store/group_commit.ts";
import { keys } from "../../lib/store/keys.ts";
import { Transactions } from "../../lib/store/transactions.ts";
import type { UnmatchedStops } from "../../lib/store/unmatched_stops.ts";
import { createRandom } from "../../simulate/random.ts";
import { type Plan, session } from "./seed_plan.ts";

/** By the text of their keys. */
export type Sums = Record<string, { key: string[]; count: number }>;

interface Entry {
  key: Deno.KvKey;
  value: unknown;
}

/** What an atomic takes is 1,000 keys and 800 KiB. */
const KEYS_PER_COMMIT = 900;

export class PastSessions {
  readonly #desk: Desk;

  /** `sums` is what the sessions before came to, and is added to. */
  constructor(private readonly kv: Deno.Kv, private readonly plan: Plan, readonly sums: Sums) {
    this.#desk = new Desk(plan, sums);
  }

  /** Writes the sessions from one, included, to another, not included. Telling some of them again changes nothing but the sums. */
  async write(from: number, to: number): Promise<void> {
    const entries: Entry[] = [];
    for (let n = from; n < to; n++) entries.push(...await this.#desk.record(n, session(this.plan, n)));
    entries.sort((a, b) => compareKeys(a.key, b.key));
    for (let i = 0; i < entries.length; i += KEYS_PER_COMMIT) {
      const atomic = this.kv.atomic();
      for (const { key, value } of entries.slice(i, i + KEYS_PER_COMMIT)) atomic.set(key, value);
      await atomic.commit();
    }
    const atomic = this.kv.atomic();
    for (const { key, count } of Object.values(this.sums)) atomic.set(key, new Deno.KvU64(BigInt(count)));
    // The numbers that were given are not given again.
    await atomic.set(keys.counter("transaction"), to + 1).commit();
  }
}

/** A session's id, worked out from its place, so that one that is told again is the same. */
export function idOf(plan: Plan, n: number): string {
  return ulid(session(plan, n).start.at, createRandom(`${plan.seed}/id/${n}`).next);
}

/** The store's own code at a KV that holds one session at a time. */
class Desk {
  readonly #entries = new Map<string, Entry>();
  readonly #transactions: Transactions;
  #id = "";

  constructor(private readonly plan: Plan, private readonly sums: Sums) {
    const get = (key: Deno.KvKey) => Promise.resolve({ key, value: this.#entries.get(key.join())?.value ?? null });
    const write = (write: Write) => Promise.resolve(this.#write(write));
    // Of each, a start and a stop that follows it ask for no more than this.
    this.#transactions = new Transactions({ get } as unknown as Deno.Kv, {
      commit: { write } as unknown as GroupCommit,
      ids: { ulidAt: () => this.#id, unique: () => this.#id },
      log: silentLog,
      unmatchedStops: {} as unknown as UnmatchedStops,
      lastRegister: () => Promise.resolve(null),
      addSamples: () => Promise.resolve(),
    });
  }

  /** What a session leaves in the store. */
  async record(n: number, { chargerId, start, stop }: ReturnType<typeof session>): Promise<Entry[]> {
    if (stop === null) throw new Error(`Session ${n} is not over`);
    this.#entries.clear();
    this.#id = idOf(this.plan, n);
    const transactionId = n + 1;
    await this.#transactions.start(chargerId, { ...start, transactionId });
    await this.#transactions.stop(chargerId, { ...stop, transactionId });
    return [...this.#entries.values()];
  }

  #write({ sets = [], deletes = [], sums = [] }: Write): string {
    for (const { key, value } of sets) this.#entries.set(key.join(), { key, value });
    for (const key of deletes) this.#entries.delete(key.join());
    for (const { key, add } of sums) {
      (this.sums[key.join()] ??= { key: key.map(String), count: 0 }).count += Number(add);
    }
    return "written";
  }
}

/** About as KV sorts them: the parts of one place are all texts or all numbers. */
function compareKeys(a: Deno.KvKey, b: Deno.KvKey): number {
  const i = a.findIndex((part, i) => part !== b[i]);
  if (i < 0) return a.length - b.length;
  const [one, other] = [a[i], b[i]];
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one) < String(other) ? -1 : 1;
}
