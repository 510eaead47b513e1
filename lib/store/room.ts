/**
 * The room that the store's disk has left.
 *
 * SQLite needs room to work, also to delete: Deno KV ends the whole process when it finds none while it removes what has
 * expired. So writing stops while there is some left, and goes on when space returns.
 */
import { statfs } from "node:fs/promises";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";

const MIB = 1024 * 1024;
const LEAST_FREE_BYTES = 64 * MIB;
/** Writing goes on a little above, or it would stop and go all the time. */
const ENOUGH_BYTES = 72 * MIB;
const LOOK_EVERY_MS = 1_000;

export class Room {
  /** Null: nobody can say, as on a remote KV. */
  freeBytes: number | null = null;
  #isLow = false;
  #stopTimer: (() => void) | null = null;

  constructor(private readonly folder: string, private readonly parts: { clock: Clock; log: Log }) {}

  async start(): Promise<void> {
    await this.#look();
    if (this.freeBytes !== null) this.#stopTimer = this.parts.clock.every(LOOK_EVERY_MS, () => void this.#look());
  }

  stop(): void {
    this.#stopTimer?.();
  }

  /** Why nothing may be written; null: there is room. */
  get problem(): string | null {
    if (!this.#isLow || this.freeBytes === null) return null;
    const [free, wanted] = [this.freeBytes, ENOUGH_BYTES].map((bytes) => Math.floor(bytes / MIB));
    return `The disk of the store is full: ${this.folder} has ${free} MiB left, free it up to ${wanted} MiB`;
  }

  async #look(): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(this.folder);
      this.freeBytes = bavail * bsize;
    } catch (error) {
      if (this.freeBytes === null) {
        this.parts.log.warn("Nobody says how much room the disk of the store has", { error });
      }
      return;
    }
    this.#isLow = this.freeBytes < (this.#isLow ? ENOUGH_BYTES : LEAST_FREE_BYTES);
  }
}
