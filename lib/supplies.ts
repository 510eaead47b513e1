/** What a command lacks because the operator left it to the server, taken from the store. */
import type { Supplies, TagInfo } from "../ocpp/central.ts";
import type { Clock } from "./clock.ts";
import { judgeTag } from "./domain/tag.ts";
import { isUlid } from "./ids.ts";
import type { Store } from "./store/mod.ts";

export class StoredSupplies implements Supplies {
  constructor(private readonly store: Store, private readonly clock: Clock) {}

  nextReservationId(): Promise<number> {
    return this.store.reservations.nextId();
  }

  async transactionNumberOf(id: string): Promise<number | null> {
    if (!isUlid(id)) return /^-?\d{1,10}$/.test(id) ? Number(id) : null;
    return (await this.store.transactions.find(id))?.transactionId ?? null;
  }

  nextListVersion(): Promise<number> {
    return this.store.tags.nextListVersion();
  }

  async storedTags(): Promise<({ idTag: string } & TagInfo)[]> {
    const now = this.clock.now();
    const tags = await Array.fromAsync(this.store.tags.list());
    return tags.map((tag) => ({
      idTag: tag.idTag,
      status: judgeTag(tag, { now, isUnknownAccepted: false, activeElsewhere: 0 }),
      parentIdTag: tag.parentIdTag ?? undefined,
      expiresAt: tag.expiresAt ?? undefined,
    }));
  }
}
