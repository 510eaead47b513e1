/**
 * Commits: every commit goes through here, so that the store knows how it is.
 *
 * A commit is timed, refused while the disk has no room, and tried again while another program holds the file locked. What
 * cannot be written is told in one kind of error, and logged once, not for every message.
 */
import type { Clock } from "../clock.ts";
import { StoreDownError } from "../domain/store_down.ts";
import { Histogram } from "../histogram.ts";
import type { Log } from "../log.ts";
import type { Room } from "./room.ts";

/** KV itself waits 5 s for a lock; chargers give up after 30 s or more. */
const LONGEST_LOCKED_MS = 15_000;
/** A commit takes a millisecond or a few; one that takes so long says that the store is in trouble. */
const SLOW_MS = 5_000;
/** A store that wrote so lately need not be tried; one that failed so lately is not fine yet, though a small write may fit. */
const LATELY_MS = 1_000;
const TRY_MS = 2_000;

/** SQLite's own words for what is not the fault of the value that was written. */
const TROUBLE = /disk is full|database is locked|disk I\/O error|readonly database|unable to open|is closed|malformed/i;
const LOCKED = /database is locked/i;

export class Commits {
  readonly durations = new Histogram();
  /** `stale`: a check did not hold, and nothing was written. */
  readonly counts = { written: 0, stale: 0, failed: 0 };
  readonly #unfinished = new Set<{ since: number }>();
  #writtenAt = -Infinity;
  #failure: { since: number; reason: string } | null = null;
  #lastFailure = { at: -Infinity, reason: "" };
  #trying: Promise<string | null> | null = null;

  constructor(private readonly parts: { clock: Clock; log: Log; room: Room | null }) {}

  /**
   * Makes one commit.
   * @throws {StoreDownError} when the store cannot write now. What else it throws, this commit brought about.
   */
  async run<Result extends { ok: boolean }>(commit: () => Promise<Result>): Promise<Result> {
    const full = this.parts.room?.problem ?? null;
    if (full !== null) throw this.#failed(full);
    const { clock } = this.parts;
    const mark = { since: clock.elapsed() };
    this.#unfinished.add(mark);
    try {
      const result = await this.#untilUnlocked(commit, mark.since);
      this.#done(result.ok, mark.since);
      return result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!TROUBLE.test(message)) throw error;
      throw this.#failed(sentenceFor(message), error);
    } finally {
      this.#unfinished.delete(mark);
    }
  }

  /** Whether the last thing heard of it was trouble. */
  get isDown(): boolean {
    return this.#failure !== null || (this.parts.room?.problem ?? null) !== null;
  }

  get freeBytes(): number | null {
    return this.parts.room?.freeBytes ?? null;
  }

  /** How long the oldest commit takes that has not ended, in ms; 0 when there is none. */
  get oldestMs(): number {
    const [oldest] = this.#unfinished;
    return oldest === undefined ? 0 : this.parts.clock.elapsed() - oldest.since;
  }

  /**
   * Why the store cannot be relied on now; null when it can. One that wrote nothing lately is tried, however many ask.
   * @param tryIt commits something that changes nothing
   */
  async problem(tryIt: () => Promise<{ ok: boolean }>): Promise<string | null> {
    const full = this.parts.room?.problem ?? null;
    if (full !== null) return full;
    if (this.oldestMs > SLOW_MS) return `A write waits for the store since ${Math.round(this.oldestMs / 1000)} s`;
    const lately = this.parts.clock.elapsed() - LATELY_MS;
    if (this.#lastFailure.at > lately) return this.#lastFailure.reason;
    if (this.#writtenAt > lately) return null;
    this.#trying ??= this.#try(tryIt).finally(() => this.#trying = null);
    return await this.#trying;
  }

  async #try(tryIt: () => Promise<{ ok: boolean }>): Promise<string | null> {
    const { promise: late, resolve } = Promise.withResolvers<string>();
    const stopTimer = this.parts.clock.after(
      TRY_MS,
      () => resolve(`The store has not written within ${TRY_MS / 1000} s`),
    );
    const tried = this.run(tryIt).then(() => null, (error) => error instanceof Error ? error.message : String(error));
    const problem = await Promise.race([tried, late]);
    stopTimer();
    return problem;
  }

  async #untilUnlocked<Result>(commit: () => Promise<Result>, since: number): Promise<Result> {
    while (true) {
      try {
        return await commit();
      } catch (error) {
        const isLocked = error instanceof Error && LOCKED.test(error.message);
        if (!isLocked || this.parts.clock.elapsed() - since >= LONGEST_LOCKED_MS) throw error;
      }
    }
  }

  #done(isWritten: boolean, since: number): void {
    const now = this.parts.clock.elapsed();
    this.durations.addMs(now - since);
    this.counts[isWritten ? "written" : "stale"]++;
    this.#writtenAt = now;
    // Between failures a small write may fit; the trouble is over when none has failed for a while.
    if (this.#failure === null || now - this.#lastFailure.at < LATELY_MS) return;
    this.parts.log.info("The store writes again", { afterS: Math.round((now - this.#failure.since) / 1000) });
    this.#failure = null;
  }

  #failed(reason: string, cause?: unknown): StoreDownError {
    this.counts.failed++;
    this.#lastFailure = { at: this.parts.clock.elapsed(), reason };
    if (this.#failure === null) this.parts.log.error("The store cannot write", { reason, cause });
    this.#failure ??= { since: this.parts.clock.elapsed(), reason };
    return new StoreDownError(reason, { cause });
  }
}

function sentenceFor(message: string): string {
  if (LOCKED.test(message)) return "Another program holds the store's file locked";
  if (/disk is full/i.test(message)) return "The disk of the store is full: free some space";
  return `The store cannot be written: ${message}`;
}
