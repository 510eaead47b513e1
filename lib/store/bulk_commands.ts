/**
 * Bulk commands, and what came of each of their chargers.
 *
 * A charger is claimed before it is asked, on the condition that its bulk command is as its worker knows it: once a stop
 * is stored, or another instance took over, nothing more is sent.
 */
import {
  type BulkCharger,
  bulkChargerSchema,
  type BulkCommand,
  bulkCommandSchema,
  type BulkEnd,
  bulkResults,
  isOver,
  NO_COUNTS,
} from "../domain/bulk_command.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { getAll, pageOf, readRecord } from "./records.ts";

const SETS_PER_WRITE = 500;
const DAY_MS = 86_400_000;

/** A bulk command as it stands under its key. */
export interface KeptBulk {
  bulk: BulkCommand;
  versionstamp: string;
}

export interface NumberedCharger {
  n: number;
  charger: BulkCharger;
}

export type SettledCharger = BulkCharger & BulkEnd;

/** A charger that answered after all, what it had come to before that, and the bulk command as it is now. */
export interface LateAnswer {
  bulk: BulkCommand;
  before: BulkEnd["state"] | "asked";
  charger: SettledCharger;
}

interface FoundBulk {
  bulk: BulkCommand | null;
  entry: Deno.KvEntryMaybe<unknown>;
  /** Its counts, until it is over. */
  sums: Deno.KvEntryMaybe<unknown>[];
}

/** A sum wraps around. */
const MINUS_ONE = 2n ** 64n - 1n;

export class StoredBulkCommands {
  readonly #expireIn: number;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; log: Log; days: number },
  ) {
    this.#expireIn = parts.days * DAY_MS;
  }

  /** Its chargers first: it is there as a whole or not at all. */
  async add(bulk: BulkCommand, chargerIds: string[]): Promise<KeptBulk> {
    const { commit } = this.parts;
    const untouched = {
      v: 1,
      state: "waiting",
      reason: null,
      detail: null,
      commandId: null,
      at: null,
      isLate: false,
    } as const;
    for (let first = 0; first < chargerIds.length; first += SETS_PER_WRITE) {
      const sets = chargerIds.slice(first, first + SETS_PER_WRITE).map((chargerId, i) =>
        this.#charger(bulk.id, first + i, { ...untouched, chargerId })
      );
      await commit.write({ sets });
    }
    const versionstamp = await commit.write({
      sets: [this.#record(bulk), { key: keys.bulkRunning(bulk.id), value: 1, expireIn: this.#expireIn }],
    });
    if (versionstamp === null) throw new Error("Cannot add a bulk command: a write without conditions was refused");
    return { bulk, versionstamp };
  }

  /** With what its chargers came to so far. */
  async find(id: string): Promise<BulkCommand | null> {
    return (await this.#find(id)).bulk;
  }

  /** Newest first, those before the id `after`. */
  async page({ limit, after }: { limit: number; after?: string }): Promise<BulkCommand[]> {
    const wish = { schema: bulkCommandSchema, key: keys.bulkCommand, limit, after, log: this.parts.log };
    const stored = await pageOf(this.kv, wish);
    const found = await Promise.all(stored.map((bulk) => isOver(bulk) ? bulk : this.find(bulk.id)));
    return found.filter((one) => one !== null);
  }

  /** The ids of those that are not over. */
  async running(): Promise<string[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["bulk_running"] }));
    return entries.map(({ key }) => String(key[1]));
  }

  /** Changes it as it is stored; null from `change` leaves it. Null: there is none, or it was left. */
  async change(id: string, change: (bulk: BulkCommand) => BulkCommand | null): Promise<KeptBulk | null> {
    while (true) {
      const { bulk, entry, sums } = await this.#find(id);
      const changed = bulk && change(bulk);
      if (changed === null) return null;
      // What is over has its counts within it. A late answer may have changed one of them meanwhile.
      const isEnd = isOver(changed);
      const versionstamp = await this.parts.commit.write({
        checks: isEnd ? [entry, ...sums] : [entry],
        sets: [this.#record(changed)],
        deletes: isEnd ? [keys.bulkRunning(id), ...sums.map(({ key }) => key)] : [],
      });
      if (versionstamp !== null) return { bulk: changed, versionstamp };
    }
  }

  /** A charger is about to be asked. Null: it must not be, for the bulk command is no longer as it was known. */
  claim({ bulk: { id }, versionstamp }: KeptBulk, n: number, charger: BulkCharger): Promise<string | null> {
    return this.parts.commit.write({
      checks: [{ key: keys.bulkCommand(id), versionstamp }],
      sets: [this.#charger(id, n, charger)],
    });
  }

  /** What came of a charger that was claimed. False: somebody else said so before. */
  async settle(id: string, n: number, { claim, charger }: {
    claim: string;
    charger: SettledCharger;
  }): Promise<boolean> {
    const key = keys.bulkCharger(id, n);
    const settled = await this.parts.commit.write({
      checks: [{ key, versionstamp: claim }],
      sums: [{ key: keys.bulkCount(id, charger.state), add: 1n }],
      ...this.#settled(id, n, charger),
    });
    return settled !== null;
  }

  /** A charger that answered late; null: this one did not. */
  async lateOf(id: string, n: number): Promise<SettledCharger | null> {
    const known = this.#read(await this.kv.get(keys.bulkCharger(id, n)))?.charger;
    return known !== undefined && known.isLate && isSettled(known) ? known : null;
  }

  /**
   * What a charger said when its time was over takes the place of what it had come to, in the counts too.
   *
   * @returns null: it had come to something else than that it did not answer this command
   */
  async settleLate(id: string, n: number, end: BulkEnd & { at: number | null }): Promise<LateAnswer | null> {
    while (true) {
      const [{ bulk, entry }, row] = await Promise.all([this.#find(id), this.kv.get(keys.bulkCharger(id, n))]);
      const known = this.#read(row)?.charger;
      if (bulk === null || known === undefined || known.isLate || known.state === "waiting") return null;
      if (known.commandId !== null && known.commandId !== end.commandId) return null;
      const charger = { ...known, ...end, isLate: true };
      const counts = { ...bulk.counts };
      if (isSettled(known)) counts[known.state]--;
      counts[end.state]++;
      const changed = { ...bulk, counts };
      const { sets, deletes } = this.#settled(id, n, charger);
      const isWritten = await this.parts.commit.write({
        checks: [entry, row],
        sets: isOver(bulk) ? [...sets, this.#record(changed)] : sets,
        deletes,
        sums: isOver(bulk) ? [] : [
          { key: keys.bulkCount(id, end.state), add: 1n },
          ...isSettled(known) ? [{ key: keys.bulkCount(id, known.state), add: MINUS_ONE }] : [],
        ],
      });
      if (isWritten !== null) return { bulk: changed, before: known.state, charger };
    }
  }

  /** A page of its chargers in their order, those behind place `after`. */
  async chargers(
    id: string,
    { limit, after = -1, isFailed }: { limit: number; after?: number; isFailed: boolean },
  ): Promise<NumberedCharger[]> {
    const key = isFailed ? keys.bulkFailed : keys.bulkCharger;
    const range = { start: key(id, after + 1), end: key(id, Infinity) };
    const found = await Array.fromAsync(this.kv.list(range, { limit }));
    const entries = isFailed
      ? await getAll(this.kv, found.map((one) => keys.bulkCharger(id, Number(one.key[2]))))
      : found;
    return entries.map((entry) => this.#read(entry)).filter((one) => one !== null);
  }

  /** All of its chargers, with the version of each. */
  async *all(id: string): AsyncGenerator<NumberedCharger & { versionstamp: string }> {
    for await (const entry of this.kv.list({ prefix: ["bulk_charger", id] }, { batchSize: 500 })) {
      const read = this.#read(entry);
      if (read !== null) yield { ...read, versionstamp: entry.versionstamp };
    }
  }

  /** In one look, so that record and counts fit. */
  async #find(id: string): Promise<FoundBulk> {
    const wanted = [keys.bulkCommand(id), ...bulkResults.map((state) => keys.bulkCount(id, state))];
    const [entry, ...sums] = await this.kv.getMany<unknown[]>(wanted);
    const bulk = readRecord(bulkCommandSchema, entry, this.parts.log);
    if (bulk === null || isOver(bulk)) return { bulk, entry, sums };
    const counts = { ...NO_COUNTS };
    for (const [i, { value }] of sums.entries()) {
      if (value instanceof Deno.KvU64) counts[bulkResults[i]] = Number(value.value);
    }
    return { bulk: { ...bulk, counts }, entry, sums };
  }

  #read(entry: Deno.KvEntryMaybe<unknown>): NumberedCharger | null {
    const charger = readRecord(bulkChargerSchema, entry, this.parts.log);
    return charger && { n: Number(entry.key[2]), charger };
  }

  /** Those that did not do it are found without the others. */
  #settled(id: string, n: number, charger: SettledCharger) {
    const failed = { key: keys.bulkFailed(id, n), value: 1, expireIn: this.#expireIn };
    const isDone = charger.state === "done";
    return {
      sets: isDone ? [this.#charger(id, n, charger)] : [this.#charger(id, n, charger), failed],
      deletes: isDone ? [failed.key] : [],
    };
  }

  #record(value: BulkCommand) {
    return { key: keys.bulkCommand(value.id), value, expireIn: this.#expireIn };
  }

  #charger(id: string, n: number, value: BulkCharger) {
    return { key: keys.bulkCharger(id, n), value, expireIn: this.#expireIn };
  }
}

function isSettled(charger: BulkCharger): charger is SettledCharger {
  return charger.state !== "waiting" && charger.state !== "asked";
}
