/** Firmware updates and uploads that chargers were asked for. */
import { type Job, jobMeant, jobSchema, type JobStatus, withStatus } from "../domain/job.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";
import { pageOf, readRecord } from "./records.ts";

/** A status is about one of so many newest jobs, or about none. */
const LOOKED_THROUGH = 50;

export type NewJob = Pick<Job, "kind" | "requestId" | "location" | "fileName" | "startedAt">;

export class Jobs {
  readonly #requests: BlockNumbers;

  constructor(private readonly kv: Deno.Kv, private readonly parts: { commit: GroupCommit; ids: Ids; log: Log }) {
    this.#requests = new BlockNumbers(kv, "request");
  }

  nextRequestId(): Promise<number> {
    return this.#requests.take();
  }

  async find(chargerId: string, id: string): Promise<Job | null> {
    return readRecord(jobSchema, await this.kv.get(keys.job(chargerId, id)), this.parts.log);
  }

  /** Newest first, those before the id `after`. */
  page(chargerId: string, { limit, after }: { limit: number; after?: string }): Promise<Job[]> {
    const key = (id: string) => keys.job(chargerId, id);
    return pageOf(this.kv, { schema: jobSchema, key, limit, after, log: this.parts.log });
  }

  /** @param id the one that its upload address was given; null when it has none of ours */
  async start(chargerId: string, given: NewJob, id: string | null): Promise<void> {
    const key = keys.job(chargerId, id ?? this.parts.ids.ulidAt(given.startedAt));
    while (true) {
      const entry = await this.kv.get(key);
      // The file may have come before the answer; then the job is there, and so may be statuses.
      const known = readRecord(jobSchema, entry, this.parts.log);
      const value: Job = { v: 1, id: String(key[2]), chargerId, ...given, statuses: known?.statuses ?? [] };
      if (await this.parts.commit.write({ checks: [entry], sets: [{ key, value }] })) return;
    }
  }

  /** Adds what a charger tells to the job that it is about, if there is one. */
  async told(chargerId: string, status: JobStatus): Promise<void> {
    while (true) {
      const meant = jobMeant(await this.page(chargerId, { limit: LOOKED_THROUGH }), status);
      if (meant === null) return;
      const entry = await this.kv.get(keys.job(chargerId, meant.id));
      const known = readRecord(jobSchema, entry, this.parts.log);
      if (known === null) return;
      const changed = withStatus(known, status);
      if (changed === known) return;
      if (await this.parts.commit.write({ checks: [entry], sets: [{ key: entry.key, value: changed }] })) return;
    }
  }
}
