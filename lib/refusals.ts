/** Handshakes that were refused, and links that were cut off, lately: why a charger does not appear. */
import type { Refusal } from "../ocpp/endpoint.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Page, RefusalView } from "./domain/views.ts";
import type { PageWish } from "./reads.ts";

const KEPT = 200;

export class Refusals {
  /** All that ever were, since the start. */
  total = 0;
  /** Newest last. A charger that is refused tries again and again: its tries are counted. */
  readonly #kept = new Map<string, RefusalView>();

  constructor(private readonly clock: Clock, private readonly bus: Bus) {}

  add({ chargerId, address, reason }: Refusal): void {
    this.total++;
    const name = JSON.stringify([chargerId, address, reason]);
    const at = new Date(this.clock.now()).toISOString();
    const known = this.#kept.get(name);
    const data = { at, firstAt: known?.firstAt ?? at, id: chargerId, address, reason, count: (known?.count ?? 0) + 1 };
    this.#kept.delete(name);
    this.#kept.set(name, data);
    if (this.#kept.size > KEPT) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    this.bus.changed(`refusal ${name}`, chargerId, () => ({ type: "refusal", data }));
  }

  /** A page of them, newest first, behind the one that `after` names. */
  page({ limit, after }: PageWish): Page<RefusalView> {
    const names = [...this.#kept.keys()].reverse();
    const from = after === undefined ? 0 : names.indexOf(after) + 1;
    const end = from + limit;
    return { items: this.list().slice(from, end), next: end < names.length ? names[end - 1] : null };
  }

  /** Newest first. One of a charger that has come in since is left out by the caller. */
  list(): RefusalView[] {
    return [...this.#kept.values()].reverse();
  }
}
