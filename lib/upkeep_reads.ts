/** What is known of a charger's upkeep: its profiles, jobs, security events, certificate requests. Null: no such charger. */
import { isStanding } from "./domain/charging_profile.ts";
import {
  fileNameOf,
  toCertificateRequestView,
  toCompositeScheduleView,
  toInstalledProfileView,
  toJobView,
  toProfileTemplateView,
  toSecurityEventView,
} from "./domain/upkeep_shape.ts";
import type {
  CertificateRequestView,
  CompositeScheduleView,
  InstalledProfileView,
  JobView,
  ProfileTemplateView,
  SecurityEventView,
} from "./domain/upkeep_views.ts";
import type { Page } from "./domain/views.ts";
import type { Fleet } from "./fleet.ts";
import type { PageWish } from "./reads.ts";
import type { Store } from "./store/mod.ts";

/** A file that a job brought, ready to be sent. */
export interface JobFile {
  name: string;
  bytes: number;
  content: AsyncIterable<Uint8Array>;
}

export class UpkeepReads {
  constructor(private readonly parts: { store: Store; fleet: Fleet }) {}

  /** Templates, newest first; `after` is a name. */
  async profileTemplates({ limit, after }: PageWish): Promise<Page<ProfileTemplateView>> {
    const all = await this.parts.store.chargingProfiles.list();
    const first = after === undefined ? 0 : all.findIndex(({ name }) => name === after) + 1;
    const items = all.slice(first, first + limit).map(toProfileTemplateView);
    return { items, next: all.length > first + limit ? items[limit - 1].name : null };
  }

  /** The profiles that a charger holds, the one set last first. */
  async installedProfiles(chargerId: string): Promise<InstalledProfileView[] | null> {
    const { store, fleet } = this.parts;
    if (fleet.view(chargerId) === null) return null;
    const standing = (await store.chargingProfiles.of(chargerId))
      .filter((one) => isStanding(one, fleet.runningOn(chargerId, one.connectorId)));
    return standing.toSorted((a, b) => b.setAt - a.setAt).map(toInstalledProfileView);
  }

  /** The last composite schedule of each connector that was asked for one. */
  async compositeSchedules(chargerId: string): Promise<CompositeScheduleView[] | null> {
    const { store, fleet } = this.parts;
    if (fleet.view(chargerId) === null) return null;
    return (await store.compositeSchedules.of(chargerId)).map(toCompositeScheduleView);
  }

  async jobs(chargerId: string, wish: PageWish): Promise<Page<JobView> | null> {
    const { jobs, uploads } = this.parts.store;
    const page = await this.#page(chargerId, wish, (wanted) => jobs.page(chargerId, wanted));
    if (page === null) return null;
    const files = await uploads.filesOf(page.items.map(({ id }) => id));
    return { ...page, items: page.items.map((job, i) => toJobView(job, files[i])) };
  }

  /** Null: no such job of this charger, or it has no file. */
  async jobFile(chargerId: string, jobId: string): Promise<JobFile | null> {
    const { jobs, uploads } = this.parts.store;
    const job = await jobs.find(chargerId, jobId);
    const [file] = await uploads.filesOf([jobId]);
    if (job === null || file === null) return null;
    return { name: fileNameOf(job, file), bytes: file.bytes, content: uploads.bytesOf(file) };
  }

  async securityEvents(chargerId: string, wish: PageWish): Promise<Page<SecurityEventView> | null> {
    const { securityEvents } = this.parts.store;
    const page = await this.#page(chargerId, wish, (wanted) => securityEvents.page(chargerId, wanted));
    return page && { ...page, items: page.items.map(toSecurityEventView) };
  }

  async certificateRequests(chargerId: string, wish: PageWish): Promise<Page<CertificateRequestView> | null> {
    const { certificateRequests } = this.parts.store;
    const page = await this.#page(chargerId, wish, (wanted) => certificateRequests.page(chargerId, wanted));
    return page && { ...page, items: page.items.map(toCertificateRequestView) };
  }

  /** Records newest first, by their ids. */
  async #page<Item extends { id: string }>(
    chargerId: string,
    { limit, after }: PageWish,
    read: (wanted: PageWish) => Promise<Item[]>,
  ): Promise<Page<Item> | null> {
    if (this.parts.fleet.view(chargerId) === null) return null;
    const found = await read({ limit: limit + 1, after });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items[limit - 1].id : null };
  }
}
