/** Counts who is in, in all and for each name, and says where there is no more room. */

/** 0: any number. */
export interface Room {
  inAll: number;
  each: number;
}

export class Places {
  #inAll = 0;
  readonly #each = new Map<string, number>();

  constructor(private readonly most: Room) {}

  /** What is full for one more of this name; null: nothing. */
  fullFor(name: string): "all" | "each" | null {
    const { inAll, each } = this.most;
    if (inAll > 0 && this.#inAll >= inAll) return "all";
    return each > 0 && (this.#each.get(name) ?? 0) >= each ? "each" : null;
  }

  enter(name: string): void {
    this.#inAll++;
    this.#each.set(name, (this.#each.get(name) ?? 0) + 1);
  }

  leave(name: string): void {
    this.#inAll--;
    const left = (this.#each.get(name) ?? 0) - 1;
    if (left > 0) this.#each.set(name, left);
    else this.#each.delete(name);
  }
}
