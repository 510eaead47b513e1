/** Which connection a charger has now. The newest wins, and an older one's late close changes nothing. */
import type { Connection } from "./connection.ts";

export class Registry {
  readonly #connections = new Map<string, Connection>();

  get(chargerId: string): Connection | undefined {
    return this.#connections.get(chargerId);
  }

  /** Makes this the charger's connection and returns the one it replaces. */
  put(chargerId: string, connection: Connection): Connection | undefined {
    const older = this.#connections.get(chargerId);
    this.#connections.set(chargerId, connection);
    return older;
  }

  /** Forgets a connection, unless a newer one has taken its place. */
  remove(chargerId: string, connection: Connection): void {
    if (this.#connections.get(chargerId) === connection) this.#connections.delete(chargerId);
  }

  get size(): number {
    return this.#connections.size;
  }

  all(): Connection[] {
    return [...this.#connections.values()];
  }
}
