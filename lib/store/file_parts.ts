/** The bytes of files, in parts that KV can hold. */
import type { Commits } from "./commits.ts";
import { keys } from "./keys.ts";

/** KV takes values of 64 KiB, and 800 KiB an atomic. */
const PART_BYTES = 60 * 1024;
const PARTS_PER_COMMIT = 10;
const DELETES_PER_COMMIT = 500;

/** What a file came from ended too early, or is too long. */
export class UnfinishedFileError extends Error {
  override name = "UnfinishedFileError";
  constructor(readonly reason: "broken-off" | "too-large", options?: ErrorOptions) {
    super(`Cannot store a file: it is ${reason}`, options);
  }
}

export class FileParts {
  constructor(private readonly kv: Deno.Kv, private readonly commits: Commits) {}

  /**
   * Stores bytes as they come, under a name that no other file has.
   *
   * @returns how many
   * @throws {UnfinishedFileError} when they do not all come; then nothing is kept, nor when KV fails
   */
  async write(
    file: string,
    body: AsyncIterable<Uint8Array>,
    { mostBytes, expireIn }: { mostBytes: number; expireIn: number },
  ): Promise<number> {
    let bytes = 0;
    let count = 0;
    let waiting: Uint8Array[] = [];
    const commit = async () => {
      const atomic = this.kv.atomic();
      for (const one of waiting) atomic.set(keys.filePart(file, count++), one, { expireIn });
      await this.commits.run(() => atomic.commit());
      waiting = [];
    };
    try {
      for await (const part of inParts(body, mostBytes)) {
        bytes += part.length;
        if (waiting.push(part) === PARTS_PER_COMMIT) await commit();
      }
      await commit();
    } catch (error) {
      await this.remove(file, bytes);
      throw error;
    }
    return bytes;
  }

  async *read(file: string): AsyncGenerator<Uint8Array> {
    const parts = this.kv.list<Uint8Array>({ prefix: ["file_part", file] }, { batchSize: PARTS_PER_COMMIT });
    for await (const { value } of parts) yield value;
  }

  async remove(file: string, bytes: number): Promise<void> {
    const count = Math.ceil(bytes / PART_BYTES);
    for (let first = 0; first < count; first += DELETES_PER_COMMIT) {
      const atomic = this.kv.atomic();
      for (let n = first; n < Math.min(count, first + DELETES_PER_COMMIT); n++) atomic.delete(keys.filePart(file, n));
      await atomic.commit();
    }
  }
}

async function* inParts(body: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  let bytes = 0;
  for await (const chunk of untilBroken(body)) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new UnfinishedFileError("too-large");
    for (let from = 0; from < chunk.length;) {
      const taken = chunk.subarray(from, from + PART_BYTES - filled);
      part.set(taken, filled);
      from += taken.length;
      filled += taken.length;
      if (filled < PART_BYTES) continue;
      yield part;
      [part, filled] = [new Uint8Array(PART_BYTES), 0];
    }
  }
  if (filled > 0) yield part.slice(0, filled);
}

/** Tells a sender that went away from a store that fails. */
async function* untilBroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    while (true) {
      const next = await chunks.next().catch((cause) => {
        throw new UnfinishedFileError("broken-off", { cause });
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // What is left is not wanted; that it cannot be ended any more changes nothing.
    await chunks.return?.().catch(() => {});
  }
}
