/** The message log: frames of a charger, packed and deflated in chunks that expire. */
import type { Message } from "../domain/message.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { keys } from "./keys.ts";
import { type Chunk, type PackedMessages, readChunk } from "./packed_messages.ts";

/** KV does one commit at a time, and packing takes its time too: chargers wait no more than some milliseconds for either. */
const MOST_COMMIT_CHUNKS = 64;
const MOST_COMMIT_BYTES = 64 * 1024;
/** So many chunks of a charger are kept, the newest; age takes the others first in most cases. */
const MOST_CHUNKS = 5_000;
/** So many chunks of a charger are written between two looks at whether it keeps too many. */
const CHUNKS_PER_PRUNE = 500;

interface ChunkOf extends Chunk {
  chargerId: string;
}

export class Messages {
  readonly #written = new Map<string, number>();

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commits: Commits; ids: Ids; log: Log; days: number },
  ) {}

  /** Stores messages of many chargers in short commits. Not in the group commit: nobody waits for it. */
  async put(waiting: PackedMessages[]): Promise<void> {
    let chunks: ChunkOf[] = [];
    let byteCount = 0;
    for (const packed of waiting) {
      for (const chunk of packed.chunks()) {
        byteCount += chunk.byteCount;
        if (chunks.length === MOST_COMMIT_CHUNKS || (chunks.length > 0 && byteCount > MOST_COMMIT_BYTES)) {
          await this.#commit(chunks);
          chunks = [];
          byteCount = chunk.byteCount;
        }
        chunks.push({ chargerId: packed.chargerId, ...chunk });
      }
    }
    if (chunks.length > 0) await this.#commit(chunks);
  }

  async #commit(chunks: ChunkOf[]): Promise<void> {
    const { commits, ids, days } = this.parts;
    const atomic = this.kv.atomic();
    for (const { chargerId, at, bytes } of chunks) {
      // A key is its chunk's place among those of its charger.
      atomic.set(keys.message(chargerId, ids.ulidAt(at)), bytes, { expireIn: days * 86_400_000 });
    }
    await commits.run(() => atomic.commit());
    for (const { chargerId } of chunks) {
      const written = (this.#written.get(chargerId) ?? 0) + 1;
      this.#written.set(chargerId, written % CHUNKS_PER_PRUNE);
      if (written === CHUNKS_PER_PRUNE) await this.#prune(chargerId);
    }
  }

  /** Chunks of a charger, newest first: those before the chunk `before`, and not before `from`. */
  async *chunks(
    chargerId: string,
    { from = "", before = "~" }: { from?: string; before?: string } = {},
  ): AsyncGenerator<{ id: string; messages: Message[] }> {
    const range = { start: keys.message(chargerId, from), end: keys.message(chargerId, before) };
    if (from >= before) return;
    for await (const { key, value } of this.kv.list<Uint8Array>(range, { reverse: true, batchSize: 10 })) {
      const messages = readChunk(value);
      if (messages !== null) yield { id: String(key[2]), messages };
      else this.parts.log.error("Stored messages are broken", { key: JSON.stringify(key) });
    }
  }

  /** Deletes what is more than a charger may keep. */
  async #prune(chargerId: string): Promise<void> {
    let count = 0;
    let last: Deno.KvKey | null = null;
    const range = { prefix: ["message", chargerId] };
    for await (const { key } of this.kv.list(range, { reverse: true, batchSize: 100 })) {
      if (++count === MOST_CHUNKS) last = key;
      else if (last !== null) await this.kv.delete(key);
    }
  }
}
