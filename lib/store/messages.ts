/** The message log: frames of a charger, packed in chunks that expire. */
import { z } from "zod";
import { type Message, messageSchema } from "../domain/message.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { keys } from "./keys.ts";

const chunkSchema = z.object({ v: z.literal(1), messages: z.array(messageSchema) });

/** A chunk's value; KV takes 64 KiB. */
export const MOST_CHUNK_BYTES = 48 * 1024;
/** So many chunks of a charger are kept, the newest; age takes the others first in most cases. */
const MOST_CHUNKS = 5_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Messages {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commits: Commits; log: Log; days: number },
  ) {}

  /** Stores chunks, a key each: `id` is a ULID that sorts by time. Not in the group commit: nobody waits for it. */
  async put(chunks: { chargerId: string; id: string; messages: Message[] }[]): Promise<void> {
    const atomic = this.kv.atomic();
    const expireIn = this.parts.days * 86_400_000;
    for (const { chargerId, id, messages } of chunks) {
      atomic.set(keys.message(chargerId, id), encoder.encode(JSON.stringify({ v: 1, messages })), { expireIn });
    }
    await this.parts.commits.run(() => atomic.commit());
  }

  /** Chunks of a charger, newest first, those before the chunk `before`. */
  async *chunks(chargerId: string, before = "~"): AsyncGenerator<{ id: string; messages: Message[] }> {
    const range = { start: keys.message(chargerId, ""), end: keys.message(chargerId, before) };
    for await (const { key, value } of this.kv.list<Uint8Array>(range, { reverse: true, batchSize: 10 })) {
      const parsed = chunkSchema.safeParse(JSON.parse(decoder.decode(value)));
      if (parsed.success) yield { id: String(key[2]), messages: parsed.data.messages };
      else this.parts.log.error("Stored messages are broken", { key: JSON.stringify(key) });
    }
  }

  /** Deletes what is more than a charger may keep. */
  async prune(chargerId: string): Promise<void> {
    let count = 0;
    let last: Deno.KvKey | null = null;
    const range = { prefix: ["message", chargerId] };
    for await (const { key } of this.kv.list(range, { reverse: true, batchSize: 100 })) {
      if (++count === MOST_CHUNKS) last = key;
      else if (last !== null) await this.kv.delete(key);
    }
  }
}
