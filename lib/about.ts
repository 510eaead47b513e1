/** This process and what it stands on, for whoever looks after it. */
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Instances } from "./store/instances.ts";
import { VERSION } from "./version.ts";

export interface AboutView {
  version: string;
  deno: string;
  startedAt: string;
  /** Null: the platform's own KV. */
  kvPath: string | null;
  /** Null: it is no file of ours. */
  kvBytes: number | null;
  /** Processes that share the store, by their ids; this one's first. */
  instances: string[];
}

export class About {
  readonly #startedAt: number;

  constructor(private readonly parts: { config: Config; instances: Instances; clock: Clock }) {
    this.#startedAt = parts.clock.now();
  }

  async view(): Promise<AboutView> {
    const { config: { kvPath = null, kvFolder }, instances } = this.parts;
    const others = (await instances.living()).difference(new Set([instances.id]));
    return {
      version: VERSION,
      deno: Deno.version.deno,
      startedAt: new Date(this.#startedAt).toISOString(),
      kvPath,
      kvBytes: kvPath === null || kvFolder === null ? null : await sizeOf(kvPath),
      instances: [instances.id, ...others],
    };
  }
}

/** With what SQLite has not written into the file yet. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const sizes = await Promise.all([Deno.stat(path), Deno.stat(`${path}-wal`).catch(() => ({ size: 0 }))]);
    return sizes.reduce((sum, { size }) => sum + size, 0);
  } catch {
    return null;
  }
}
