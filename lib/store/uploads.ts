/** Uploads: one-time addresses, and the files that chargers sent to them. Both expire. */
import type { Job, JobKind } from "../domain/job.ts";
import {
  MOST_UPLOAD_BYTES,
  secretOf,
  type StoredFile,
  storedFileSchema,
  type UploadAddress,
  uploadAddressSchema,
} from "../domain/upload.ts";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { FileParts, UnfinishedFileError } from "./file_parts.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { getAll, readRecord } from "./records.ts";

const DAY_MS = 86_400_000;
const ADDRESS_MS = DAY_MS;

/** `gone`: the address was used, or its time is over. */
export type UploadOutcome = "stored" | "unknown" | "gone" | "empty" | UnfinishedFileError["reason"];

export class Uploads {
  readonly #files: FileParts;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; commits: Commits; ids: Ids; clock: Clock; log: Log; days: number },
  ) {
    this.#files = new FileParts(kv, parts.commits);
  }

  /** Makes an address for one upload, below `base`. */
  async open(chargerId: string, { kind, base }: { kind: JobKind; base: string }): Promise<string> {
    const createdAt = this.parts.clock.now();
    const secret = crypto.getRandomValues(new Uint8Array(24)).toBase64({ alphabet: "base64url" });
    const value: UploadAddress = {
      v: 1,
      chargerId,
      jobId: this.parts.ids.ulidAt(createdAt),
      kind,
      location: `${base}/${secret}`,
      createdAt,
      expiresAt: createdAt + ADDRESS_MS,
      usedAt: null,
    };
    // Kept longer than it is good for, so that a late upload is told why.
    await this.parts.commit.write({ sets: [{ key: keys.upload(secret), value, expireIn: this.#keptMs }] });
    return value.location;
  }

  /** The job that a charger's upload to this location belongs to; null when the location is none of ours. */
  async jobIdOf(chargerId: string, location: string): Promise<string | null> {
    const secret = secretOf(location);
    const address = secret === null ? null : await this.#find(secret);
    return address?.chargerId === chargerId && address.location === location ? address.jobId : null;
  }

  /**
   * Stores what a charger sends to an address. Nothing of it is kept unless it came whole; then the address is used up.
   *
   * Of two uploads at once the one that ends first counts. A job whose answer has not come yet is made here.
   * @param name what the charger calls it, if it does
   */
  async receive(secret: string, body: AsyncIterable<Uint8Array>, name: string | null): Promise<UploadOutcome> {
    const { clock, ids, log } = this.parts;
    const address = await this.#find(secret);
    if (address === null) return "unknown";
    if (address.usedAt !== null || address.expiresAt <= clock.now()) return "gone";
    const parts = ids.unique();
    const expiresAt = clock.now() + this.#keptMs;
    try {
      // A day longer than the file itself, so that it is never there in half.
      const expireIn = this.#keptMs + DAY_MS;
      const bytes = await this.#files.write(parts, body, { mostBytes: MOST_UPLOAD_BYTES, expireIn });
      if (bytes === 0) return "empty";
      const file: StoredFile = { v: 1, name, bytes, parts, receivedAt: clock.now(), expiresAt };
      const isFirst = await this.#settle(secret, file);
      if (!isFirst) await this.#files.remove(parts, bytes);
      return isFirst ? "stored" : "gone";
    } catch (error) {
      if (!(error instanceof UnfinishedFileError)) throw error;
      log.warn("Upload failed", { charger: address.chargerId, reason: error.reason, cause: error.cause });
      return error.reason;
    }
  }

  /** The files that jobs brought, in order; null where none came, or it is no longer kept. */
  async filesOf(jobIds: string[]): Promise<(StoredFile | null)[]> {
    const now = this.parts.clock.now();
    return (await getAll(this.kv, jobIds.map(keys.file))).map((entry) => {
      const file = readRecord(storedFileSchema, entry, this.parts.log);
      return file !== null && file.expiresAt > now ? file : null;
    });
  }

  /** Deletes a job's address, and the file that came to it. */
  async remove({ id, location }: Job): Promise<void> {
    const file = readRecord(storedFileSchema, await this.kv.get(keys.file(id)), this.parts.log);
    if (file !== null) await this.#files.remove(file.parts, file.bytes);
    const secret = secretOf(location);
    const isOwn = secret !== null && (await this.#find(secret))?.jobId === id;
    await this.parts.commit.write({ deletes: [keys.file(id), ...(isOwn ? [keys.upload(secret)] : [])] });
  }

  bytesOf({ parts }: StoredFile): AsyncGenerator<Uint8Array> {
    return this.#files.read(parts);
  }

  get #keptMs(): number {
    return this.parts.days * DAY_MS;
  }

  async #find(secret: string): Promise<UploadAddress | null> {
    return readRecord(uploadAddressSchema, await this.kv.get(keys.upload(secret)), this.parts.log);
  }

  /** Whether the file is the address's; false when another one was first, or its charger is no longer known. */
  async #settle(secret: string, file: StoredFile): Promise<boolean> {
    while (true) {
      const entry = await this.kv.get(keys.upload(secret));
      const address = readRecord(uploadAddressSchema, entry, this.parts.log);
      if (address === null || address.usedAt !== null) return false;
      const { chargerId, jobId, kind, location, createdAt } = address;
      const used: UploadAddress = { ...address, usedAt: file.receivedAt };
      const [job, charger] = await this.kv.getMany([keys.job(chargerId, jobId), keys.charger(chargerId)]);
      // It was forgotten meanwhile.
      if (charger.value === null) return false;
      const write: Write = {
        checks: [entry, job],
        sets: [
          { key: entry.key, value: used, expireIn: this.#keptMs },
          { key: keys.file(jobId), value: file, expireIn: this.#keptMs },
        ],
      };
      if (job.value === null) {
        const unanswered = { requestId: null, fileName: null, startedAt: createdAt, statuses: [] };
        const value: Job = { v: 1, id: jobId, chargerId, kind, location, ...unanswered };
        write.sets!.push({ key: job.key, value });
      }
      if (await this.parts.commit.write(write)) return true;
    }
  }
}
