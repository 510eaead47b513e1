/** Whether this process can be relied on: asked by the platform, which sends work elsewhere when it cannot. */
import type { Store } from "./store/mod.ts";

export class Health {
  #isStopping = false;

  constructor(private readonly store: Pick<Store, "problem">) {}

  /** From now on nothing new should come. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Why not, in a sentence; null when it can. It listens only once its store is open and brought to its layout. */
  async problem(): Promise<string | null> {
    return this.#isStopping ? "The server is stopping" : await this.store.problem();
  }
}
