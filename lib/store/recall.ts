/**
 * What was read, kept in mind as long as nobody else may have changed it: this instance is alone with the store, and makes
 * each write of its own through here. Another instance is noticed when it has kept its lease for a look (10 s).
 */
import type { Instances } from "./instances.ts";

/** More are forgotten together. */
const MOST = 20_000;

export class Recall<T> {
  readonly #kept = new Map<string, T>();
  #keptSince: number | null = null;
  /** How often something was forgotten: what was read while that happened may be old already. */
  #forgotten = 0;

  constructor(private readonly instances: Pick<Instances, "aloneSince">) {}

  async get(name: string, read: () => Promise<T>): Promise<T> {
    const { aloneSince } = this.instances;
    if (aloneSince !== this.#keptSince || this.#kept.size > MOST) this.#kept.clear();
    this.#keptSince = aloneSince;
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const forgotten = this.#forgotten;
    const value = await read();
    const isNew = forgotten === this.#forgotten && aloneSince === this.instances.aloneSince;
    if (isNew && aloneSince !== null) this.#kept.set(name, value);
    return value;
  }

  /** Waits for a write, and forgets what it may have changed; also of one that failed, for it may have been made. */
  async changing<Result>(names: string[], write: Promise<Result>): Promise<Result> {
    try {
      return await write;
    } finally {
      this.forget(...names);
    }
  }

  forget(...names: string[]): void {
    this.#forgotten++;
    for (const name of names) this.#kept.delete(name);
  }
}
