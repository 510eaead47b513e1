/**
 * What was read, kept in mind as long as nobody else may have changed it: this instance is alone with the store, and calls
 * `forget` after each write of its own. Another instance is noticed when it has kept its lease for a look (10 s).
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

  /** To be called when a write is over, also one that failed: it may have been made all the same. */
  forget(...names: string[]): void {
    this.#forgotten++;
    for (const name of names) this.#kept.delete(name);
  }
}
