/** Which link a charger has now. The newest wins, and an older one's late close changes nothing. */
import type { Connection } from "./connection.ts";

export interface Link {
  connection: Connection;
  address: string | null;
}

export class Registry {
  readonly #links = new Map<string, Link>();

  get(chargerId: string): Link | undefined {
    return this.#links.get(chargerId);
  }

  /** Makes this the charger's link and returns the one it replaces. */
  put(chargerId: string, link: Link): Link | undefined {
    const older = this.#links.get(chargerId);
    this.#links.set(chargerId, link);
    return older;
  }

  /** Forgets a link, unless a newer one has taken its place. */
  remove(chargerId: string, connection: Connection): void {
    if (this.#links.get(chargerId)?.connection === connection) this.#links.delete(chargerId);
  }

  get size(): number {
    return this.#links.size;
  }

  all(): Link[] {
    return [...this.#links.values()];
  }
}
