/** Handshakes that were refused, and links that were cut off, lately: why a charger does not appear. */
import type { Refusal } from "../ocpp/handshake.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Page, RefusalView } from "./domain/views.ts";
import type { PageWish } from "./reads.ts";

const KEPT = 200;
/** It may hold what a stranger sent. */
const LONGEST_REASON = 500;

export class Refusals {
  /** All that ever were, since the start. */
  total = 0;
  /** Newest last, with its number. A charger that is refused tries again and again: its tries are counted. */
  readonly #kept = new Map<string, { number: number; data: RefusalView }>();

  constructor(private readonly clock: Clock, private readonly bus: Bus) {}

  add({ chargerId, address, reason: whole }: Refusal): void {
    this.total++;
    const reason = whole.slice(0, LONGEST_REASON);
    const name = JSON.stringify([chargerId, address, reason]);
    const at = new Date(this.clock.now()).toISOString();
    const known = this.#kept.get(name)?.data;
    const data = { at, firstAt: known?.firstAt ?? at, id: chargerId, address, reason, count: (known?.count ?? 0) + 1 };
    this.#kept.delete(name);
    this.#kept.set(name, { number: this.total, data });
    if (this.#kept.size > KEPT) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    this.bus.changed(`refusal ${name}`, chargerId, () => ({ type: "refusal", data }));
  }

  /** A page of them, newest first, those before the number `after`. */
  page({ limit, after }: PageWish): Page<RefusalView> {
    const older = [...this.#kept.values()].reverse().filter(({ number }) => number < Number(after ?? Infinity));
    const shown = older.slice(0, limit);
    return {
      items: shown.map(({ data }) => data),
      next: older.length > limit ? String(shown[limit - 1].number) : null,
    };
  }

  /** Newest first. One of a charger that has come in since is left out by the caller. */
  list(): RefusalView[] {
    return [...this.#kept.values()].reverse().map(({ data }) => data);
  }
}
