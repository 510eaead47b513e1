/** The message log: frames of a charger, packed in chunks that expire. */
import { z } from "zod";
import { type Message, messageSchema } from "../domain/message.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { keys } from "./keys.ts";

const chunkSchema = z.object({ v: z.literal(1), messages: z.array(messageSchema) });

/** So many characters of text make a chunk; KV takes 64 KiB. */
const CHUNK_CHARACTERS = 24 * 1024;
const MOST_CHUNK_BYTES = 60 * 1024;
/** What an atomic may carry, well below KV's 800 KiB and 1,000 mutations. */
const MOST_COMMIT_BYTES = 600 * 1024;
const MOST_COMMIT_CHUNKS = 500;
/** So many chunks of a charger are kept, the newest; age takes the others first in most cases. */
const MOST_CHUNKS = 5_000;
/** So many chunks of a charger are written between two looks at whether it keeps too many. */
const CHUNKS_PER_PRUNE = 500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface MessagesOf {
  chargerId: string;
  messages: Message[];
}

/** `at` is that of its last message. */
interface Chunk {
  at: number;
  bytes: Uint8Array;
}

export class Messages {
  readonly #written = new Map<string, number>();

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commits: Commits; ids: Ids; log: Log; days: number },
  ) {}

  /** Stores messages of many chargers in few commits. Not in the group commit: nobody waits for it. */
  async put(of: MessagesOf[]): Promise<void> {
    const chunks = of.flatMap(({ chargerId, messages }) =>
      inChunks(messages).map((chunk) => ({ chargerId, ...chunk }))
    );
    while (chunks.length > 0) {
      let bytes = 0;
      const isFull = chunks.findIndex((chunk, i) => (bytes += chunk.bytes.length) > MOST_COMMIT_BYTES && i > 0);
      await this.#commit(chunks.splice(0, Math.min(isFull < 0 ? chunks.length : isFull, MOST_COMMIT_CHUNKS)));
    }
  }

  async #commit(chunks: ({ chargerId: string } & Chunk)[]): Promise<void> {
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

/** What a message takes besides its text. */
const MESSAGE_CHARACTERS = 150;

function inChunks(messages: Message[]): Chunk[] {
  const chunks: Message[][] = [];
  let characters = Infinity;
  for (const message of messages) {
    const more = message.text.length + MESSAGE_CHARACTERS;
    if (characters + more > CHUNK_CHARACTERS) {
      chunks.push([]);
      characters = 0;
    }
    chunks[chunks.length - 1].push(message);
    characters += more;
  }
  return chunks.flatMap(encode);
}

/** A character may take six bytes: then a chunk is halved, and a text that does not fit on its own is cut. */
function encode(messages: Message[]): Chunk[] {
  const bytes = encoder.encode(JSON.stringify({ v: 1, messages }));
  if (bytes.length <= MOST_CHUNK_BYTES) return [{ at: messages[messages.length - 1].at, bytes }];
  if (messages.length === 1) {
    const [message] = messages;
    return encode([{ ...message, text: `${message.text.slice(0, message.text.length / 3)}…` }]);
  }
  const half = messages.length >> 1;
  return [...encode(messages.slice(0, half)), ...encode(messages.slice(half))];
}
