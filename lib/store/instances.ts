/**
 * Instances of this program that share a store. Each keeps a lease; what one that died left behind is taken over.
 *
 * Left behind are its journal, which another instance adopts and folds, and the presences of its chargers.
 *
 * A lease holds while it is renewed: each instance sees by its own stopwatch whether those of the others change, so clocks
 * that differ or jump kill nobody. Only a lease never seen before is judged by the time that it names.
 */
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { presenceSchema } from "../domain/charger.ts";
import type { Log } from "../log.ts";
import type { Journal } from "./journal.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

const RENEW_EVERY_MS = 10_000;
const DEAD_AFTER_MS = 30_000;

/** `sealKey`: with which letters to it are sealed. */
const leaseSchema = z.object({ v: z.literal(1), renewedAt: z.number(), sealKey: z.string().optional() });

export class Instances {
  readonly id: string;
  #stopTimer: (() => void) | null = null;
  #round: Promise<void> = Promise.resolve();
  #aloneSince: number | null = 0;
  /** Those that lived at the last look. */
  #lastLiving: Set<string> | null = null;
  #chargerLeft: (chargerId: string) => void = () => {};
  #looked: (ours: ReadonlySet<string>) => Promise<void> = () => Promise.resolve();
  /** The leases of others, and when each was last seen to change. */
  readonly #seen = new Map<string, { renewedAt: number; since: number }>();

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { journal: Journal; sealKey: string; clock: Clock; log: Log },
  ) {
    this.id = parts.journal.instance;
  }

  async start(): Promise<void> {
    await this.#renew();
    await this.#takeOver();
    this.#stopTimer = this.parts.clock.every(RENEW_EVERY_MS, () => {
      this.#round = this.#round.then(() => this.#renew()).then(() => this.#takeOver()).catch((error) =>
        this.parts.log.warn("Instance lease could not be renewed", { error })
      );
    });
  }

  /** Whether no other instance was seen at the last look. */
  get isAlone(): boolean {
    return this.#aloneSince !== null;
  }

  /** Since when that is so, on the stopwatch; null while there are others. */
  get aloneSince(): number | null {
    return this.#aloneSince;
  }

  /** Hears of each charger whose instance died with its link. */
  onChargerLeft(listener: (chargerId: string) => void): void {
    this.#chargerLeft = listener;
  }

  /** Hears, each time the lease is renewed, which chargers the store takes to be connected here. */
  onLooked(listener: (ours: ReadonlySet<string>) => Promise<void>): void {
    this.#looked = listener;
  }

  /** Resolves when the round at hand, if any, is over. */
  settled(): Promise<void> {
    return this.#round;
  }

  /** Gives the lease back. */
  async stop(): Promise<void> {
    this.#stopTimer?.();
    await this.#round;
    await this.kv.delete(keys.instance(this.id));
  }

  async #renew(): Promise<void> {
    const { clock, sealKey } = this.parts;
    const lease = { v: 1, renewedAt: clock.now(), sealKey };
    await this.kv.set(keys.instance(this.id), lease, { expireIn: 10 * DEAD_AFTER_MS });
  }

  async #takeOver(): Promise<void> {
    const living = await this.living();
    for await (const { key, value } of this.parts.journal.others(this.kv)) {
      if (!living.has(String(key[1]))) this.#adopt(key, value);
    }
    // There is one for every charger. Who was alone all the time lost none of its own, and nobody left any behind.
    const wasAlone = this.#lastLiving?.size === 1 && living.size === 1;
    if (!wasAlone) await this.#lookThroughPresences(living);
    this.#lastLiving = living;
  }

  async #lookThroughPresences(living: Set<string>): Promise<void> {
    const ours = new Set<string>();
    for await (const entry of this.kv.list({ prefix: ["presence"] })) {
      const presence = readRecord(presenceSchema, entry, this.parts.log);
      if (presence?.instance === this.id) ours.add(String(entry.key[1]));
      if (presence !== null && living.has(presence.instance)) continue;
      const { ok } = await this.kv.atomic().check(entry).delete(entry.key).commit();
      if (ok) this.#chargerLeft(String(entry.key[1]));
    }
    await this.#looked(ours);
  }

  #adopt(key: Deno.KvKey, value: Uint8Array): void {
    try {
      this.parts.journal.adopt(key, value);
    } catch (error) {
      this.parts.log.error("Journal entry is broken and left alone", { key: JSON.stringify(key), error });
    }
  }

  /** Null: no such instance, or one of a program that does not seal. */
  async sealKeyOf(id: string): Promise<string | null> {
    return readRecord(leaseSchema, await this.kv.get(keys.instance(id)), this.parts.log)?.sealKey ?? null;
  }

  /** The ids of all instances whose lease holds, this one's too. */
  async living(): Promise<Set<string>> {
    const { clock, log } = this.parts;
    const now = clock.elapsed();
    const leases = new Set<string>();
    for await (const entry of this.kv.list({ prefix: ["instance"] })) {
      const id = String(entry.key[1]);
      leases.add(id);
      const lease = readRecord(leaseSchema, entry, log);
      const last = this.#seen.get(id);
      if (lease === null || id === this.id || last?.renewedAt === lease.renewedAt) continue;
      const ageMs = last === undefined ? Math.max(0, clock.now() - lease.renewedAt) : 0;
      this.#seen.set(id, { renewedAt: lease.renewedAt, since: now - ageMs });
    }
    // One whose lease is gone may live all the same: a clock that jumps ahead lets KV take it for expired.
    const living = new Set([this.id]);
    for (const [id, { since }] of this.#seen) {
      if (now - since <= DEAD_AFTER_MS) living.add(id);
      else if (!leases.has(id)) this.#seen.delete(id);
    }
    this.#aloneSince = living.size > 1 ? null : this.#aloneSince ?? now;
    return living;
  }
}
