/**
 * Group commit: the writes of all connections that arrive while one commit runs go down together in the next.
 *
 * There is no timer: an idle store commits at once, a busy one in ever larger groups. Each writer is told when *its*
 * write is durable.
 */
import { StoreDownError } from "../domain/store_down.ts";
import { lengthAsJson } from "../json.ts";
import type { Commits } from "./commits.ts";
import type { Journal, Metered } from "./journal.ts";

/** One all-or-nothing change. What is `metered` goes to the journal in the same commit. */
export interface Write {
  checks?: Deno.AtomicCheck[];
  sets?: { key: Deno.KvKey; value: unknown; expireIn?: number }[];
  deletes?: Deno.KvKey[];
  sums?: { key: Deno.KvKey; add: bigint }[];
  metered?: Metered;
}

interface Waiting {
  write: Write;
  resolve: (versionstamp: string | null) => void;
  reject: (error: unknown) => void;
}

// KV's limits an atomic are 1,000 mutations, 100 checks and 800 KiB; a journal entry counts as a mutation too.
const MAX_MUTATIONS = 900;
const MAX_CHECKS = 90;
const MAX_BYTES = 600 * 1024;

export class GroupCommit {
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(private readonly kv: Deno.Kv, private readonly journal: Journal, private readonly commits: Commits) {}

  /**
   * Commits a change.
   * @returns its versionstamp; null when a `checks` entry no longer held, then nothing of it was written.
   * @throws {StoreDownError} and what KV throws; then nothing of it was written, or KV cannot say whether it was.
   */
  write(write: Write): Promise<string | null> {
    if (this.#closed) return Promise.reject(new Error("Cannot write: the store is closed"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Waits for all that was asked, and takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop's microtasks lets every handler of this moment join the first group.
    await null;
    while (this.#waiting.length > 0) await this.#commitGroup(this.#takeGroup());
    this.#running = null;
  }

  #takeGroup(): Waiting[] {
    let mutations = 0, checks = 0, bytes = 0, taken = 0;
    const changed = new Set<string>();
    for (const { write } of this.#waiting) {
      mutations += (write.sets?.length ?? 0) + (write.deletes?.length ?? 0) + (write.sums?.length ?? 0);
      checks += write.checks?.length ?? 0;
      bytes += sizeOf(write);
      const isFull = mutations > MAX_MUTATIONS || checks > MAX_CHECKS || bytes > MAX_BYTES;
      if (taken > 0 && (isFull || write.checks?.some(({ key }) => changed.has(nameOf(key))))) break;
      for (const { key } of write.sets ?? []) changed.add(nameOf(key));
      for (const { key } of write.sums ?? []) changed.add(nameOf(key));
      for (const key of write.deletes ?? []) changed.add(nameOf(key));
      taken++;
    }
    return this.#waiting.splice(0, taken);
  }

  async #commitGroup(group: Waiting[]): Promise<void> {
    try {
      const versionstamp = await this.#commit(group);
      if (versionstamp !== null) {
        for (const { resolve } of group) resolve(versionstamp);
        return;
      }
      if (group.length === 1) return group[0].resolve(null);
    } catch (error) {
      if (group.length === 1 || error instanceof StoreDownError) {
        for (const { reject } of group) reject(error);
        return;
      }
    }
    // One of them spoils the group: a check that no longer holds, or a value KV refuses. Halves find it.
    const half = group.length >> 1;
    await this.#commitGroup(group.slice(0, half));
    await this.#commitGroup(group.slice(half));
  }

  async #commit(group: Waiting[]): Promise<string | null> {
    const atomic = this.kv.atomic();
    const metered: Metered[] = [];
    for (const { write } of group) {
      if (write.checks !== undefined) atomic.check(...write.checks);
      for (const { key, value, expireIn } of write.sets ?? []) {
        atomic.set(key, value, expireIn === undefined ? undefined : { expireIn });
      }
      for (const key of write.deletes ?? []) atomic.delete(key);
      for (const { key, add } of write.sums ?? []) atomic.sum(key, add);
      if (write.metered !== undefined) metered.push(write.metered);
    }
    const entries = this.journal.pack(metered);
    for (const { key, bytes } of entries) atomic.set(key, bytes);
    const result = await this.commits.run(() => atomic.commit());
    if (!result.ok) return null;
    this.journal.committed(entries);
    return result.versionstamp;
  }
}

/** KV checks a whole group against what was stored before it, so a check on what the group changes must wait its turn. */
function nameOf(key: Deno.KvKey): string {
  return key.map((part) => `${typeof part} ${String(part)}`).join("\0");
}

const ROW_BYTES = 200;

function sizeOf(write: Write): number {
  let bytes = 0;
  for (const { signedData } of write.metered?.samples ?? []) bytes += ROW_BYTES + sizeOfSigned(signedData);
  for (const { value } of write.sets ?? []) {
    bytes += value instanceof Uint8Array ? value.length + 100 : 2 * lengthAsJson(value) + 200;
  }
  return bytes;
}

function sizeOfSigned(signed: string[] | undefined): number {
  return signed === undefined ? 0 : signed.reduce((sum, { length }) => sum + 3 * length, 0);
}
