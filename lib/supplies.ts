/** What a command lacks because the operator left it to the server, taken from the store. */
import type { Supplies, TagInfo } from "../ocpp/central.ts";
import type { Clock } from "./clock.ts";
import type { ChargingProfile } from "./domain/charging_profile.ts";
import type { JobKind } from "./domain/job.ts";
import { judgeTag, type Tag } from "./domain/tag.ts";
import { UPLOADS_PATH } from "./domain/hidden.ts";
import type { Fleet } from "./fleet.ts";
import { isUlid } from "./ids.ts";
import type { Store } from "./store/mod.ts";
import type { Tags } from "./store/tags.ts";

export class StoredSupplies implements Supplies {
  constructor(protected readonly parts: { store: Store; fleet: Fleet; publicUrl: string | null; clock: Clock }) {}

  nextReservationId(): Promise<number> {
    return this.parts.store.reservations.nextId();
  }

  async transactionNumberOf(id: string): Promise<number | null> {
    if (!isUlid(id)) return /^-?\d{1,10}$/.test(id) ? Number(id) : null;
    return (await this.parts.store.transactions.find(id))?.transactionId ?? null;
  }

  nextRequestId(): Promise<number> {
    return this.parts.store.jobs.nextRequestId();
  }

  async uploadAddress(chargerId: string, kind: JobKind): Promise<string | null> {
    const { store, publicUrl } = this.parts;
    return publicUrl && await store.uploads.open(chargerId, { kind, base: `${publicUrl}${UPLOADS_PATH}` });
  }

  async chargingProfile(name: string): Promise<ChargingProfile | null> {
    return (await this.parts.store.chargingProfiles.find(name))?.profile ?? null;
  }

  runningOn(chargerId: string, connectorId: number): number | null {
    return this.parts.fleet.runningOn(chargerId, connectorId)?.transactionId ?? null;
  }

  async nextListVersion(chargerId: string): Promise<number> {
    const { store, fleet } = this.parts;
    const held = fleet.stateOf(chargerId)?.charger.localList?.version ?? 0;
    return Math.max(await store.tags.nextListVersion(), held + 1);
  }

  removedTags(): Promise<string[]> {
    return this.parts.store.tags.removed();
  }

  async storedTags(): Promise<({ idTag: string } & TagInfo)[]> {
    const now = this.parts.clock.now();
    const tags = await this.readTags();
    return tags.map((tag) => ({
      idTag: tag.idTag,
      status: judgeTag(tag, { now, isUnknownAccepted: false, activeElsewhere: 0 }),
      parentIdTag: tag.parentIdTag ?? undefined,
      expiresAt: tag.expiresAt ?? undefined,
    }));
  }

  protected readTags(): Promise<Tag[]> {
    return Array.fromAsync(this.parts.store.tags.list());
  }
}

/** For many chargers, one after another: the tags are read again only when one was changed. */
export class BulkSupplies extends StoredSupplies {
  readonly #stored = new ReadOnce(this.parts.store.tags, () => super.readTags());
  readonly #removed = new ReadOnce(this.parts.store.tags, () => super.removedTags());

  override removedTags(): Promise<string[]> {
    return this.#removed.value();
  }

  protected override readTags(): Promise<Tag[]> {
    return this.#stored.value();
  }
}

class ReadOnce<Value> {
  #known: { state: string | null; value: Promise<Value> } | null = null;

  constructor(private readonly tags: Tags, private readonly read: () => Promise<Value>) {}

  async value(): Promise<Value> {
    // Asked first: a change while they are read is found at the next charger.
    const state = await this.tags.state();
    if (this.#known === null || this.#known.state !== state) {
      const known = this.#known = { state, value: this.read() };
      known.value.catch(() => {
        if (this.#known === known) this.#known = null;
      });
    }
    return await this.#known.value;
  }
}

/** The same without taking anything: to see whether a payload will do. */
export class TrialSupplies extends StoredSupplies {
  override nextReservationId(): Promise<number> {
    return Promise.resolve(1);
  }

  override nextRequestId(): Promise<number> {
    return Promise.resolve(1);
  }

  override uploadAddress(): Promise<string | null> {
    return Promise.resolve(this.parts.publicUrl);
  }

  override nextListVersion(): Promise<number> {
    return Promise.resolve(1);
  }

  override storedTags(): Promise<never[]> {
    return Promise.resolve([]);
  }
}
