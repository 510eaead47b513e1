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
/** So many of a charger's chunks are written from one mark to the next. */
const CHUNKS_PER_MARK = 500;
/** What is older than so many marks is deleted, 5,000 chunks; age takes most before. */
const MOST_MARKS = 10;
/** KV reads the values of what is deleted, and does one thing at a time. */
const DELETED_AT_ONCE = 100;

interface ChunkOf extends Chunk {
  chargerId: string;
}

export class Messages {
  /**
   * Chunks of a charger since its last mark. A new process does not know how many there are, and begins anywhere: restarts then
   * put no mark off in the long run, and chargers' logs are not cut all at once.
   */
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
    // A key is its chunk's place among those of its charger.
    const placed = chunks.map((chunk) => ({ ...chunk, id: ids.ulidAt(chunk.at) }));
    for (const { chargerId, id, bytes } of placed) {
      atomic.set(keys.message(chargerId, id), bytes, { expireIn: days * 86_400_000 });
    }
    await commits.run(() => atomic.commit());
    for (const { chargerId, at, id } of placed) {
      const written = (this.#written.get(chargerId) ?? at % CHUNKS_PER_MARK) + 1;
      this.#written.set(chargerId, written % CHUNKS_PER_MARK);
      if (written === CHUNKS_PER_MARK) await this.#mark(chargerId, id);
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

  /** Remembers how far a charger's log is, and deletes what is more than it may keep; what it keeps is not read for that. */
  async #mark(chargerId: string, id: string): Promise<void> {
    const { commits, days } = this.parts;
    const expireIn = days * 86_400_000;
    const atomic = this.kv.atomic().set(keys.messageMark(chargerId, id), 1, { expireIn });
    const marks = await Array.fromAsync(this.kv.list({ prefix: ["message_mark", chargerId] }, { reverse: true }));
    const passed = marks.slice(MOST_MARKS - 1);
    if (passed.length > 0) await this.#deleteBefore(chargerId, String(passed[0].key[2]));
    for (const { key } of passed) atomic.delete(key);
    await commits.run(() => atomic.commit());
  }

  async #deleteBefore(chargerId: string, id: string): Promise<void> {
    const range = { start: keys.message(chargerId, ""), end: keys.message(chargerId, id) };
    while (true) {
      const some = await Array.fromAsync(this.kv.list(range, { limit: DELETED_AT_ONCE }));
      const atomic = this.kv.atomic();
      for (const { key } of some) atomic.delete(key);
      if (some.length > 0) await this.parts.commits.run(() => atomic.commit());
      if (some.length < DELETED_AT_ONCE) return;
    }
  }
}
