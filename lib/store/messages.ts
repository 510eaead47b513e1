/** The message log: frames of a charger, packed and deflated in chunks that expire. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { type Message, messageSchema } from "../domain/message.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { keys } from "./keys.ts";

const chunkSchema = z.object({ v: z.literal(1), messages: z.array(messageSchema) });

/** So many characters of text make a chunk, deflated to some 8 KiB; KV takes 64 KiB a value, and 800 KiB a commit. */
const CHUNK_CHARACTERS = 64 * 1024;
const MOST_CHUNK_BYTES = 48 * 1024;
/** KV does one commit at a time, and packing takes its time too: chargers wait no more than some milliseconds for either. */
const MOST_COMMIT_CHUNKS = 64;
const MOST_COMMIT_CHARACTERS = 64 * 1024;
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

/** `at` is that of its last message; `characters` what was packed. */
interface Chunk {
  at: number;
  bytes: Uint8Array;
  characters: number;
}

export class Messages {
  readonly #written = new Map<string, number>();

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commits: Commits; ids: Ids; log: Log; days: number },
  ) {}

  /** Stores messages of many chargers in short commits. Not in the group commit: nobody waits for it. */
  async put(of: MessagesOf[]): Promise<void> {
    let chunks: ({ chargerId: string } & Chunk)[] = [];
    let characters = 0;
    for (const { chargerId, messages } of of) {
      for (const chunk of inChunks(messages)) {
        characters += chunk.characters;
        if (chunks.length === MOST_COMMIT_CHUNKS || (chunks.length > 0 && characters > MOST_COMMIT_CHARACTERS)) {
          await this.#commit(chunks);
          chunks = [];
          characters = chunk.characters;
        }
        chunks.push({ chargerId, ...chunk });
      }
    }
    if (chunks.length > 0) await this.#commit(chunks);
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

/** What a message takes besides its text. */
const MESSAGE_CHARACTERS = 150;

/** One after another, so that packing them never takes long at a time. */
function* inChunks(messages: Message[]): Generator<Chunk> {
  let some: Message[] = [];
  let characters = 0;
  for (const message of messages) {
    const more = message.text.length + MESSAGE_CHARACTERS;
    if (some.length > 0 && characters + more > CHUNK_CHARACTERS) {
      yield* packed(some);
      some = [];
      characters = 0;
    }
    some.push(message);
    characters += more;
  }
  if (some.length > 0) yield* packed(some);
}

/** Text that does not deflate may be too long for a value: then a chunk is halved, and a single message is cut. */
function packed(messages: Message[]): Chunk[] {
  const bytes = pack(messages);
  if (bytes.length <= MOST_CHUNK_BYTES) {
    const characters = messages.reduce((sum, { text }) => sum + text.length + MESSAGE_CHARACTERS, 0);
    return [{ at: messages[messages.length - 1].at, bytes, characters }];
  }
  if (messages.length === 1) {
    const [message] = messages;
    return packed([{ ...message, text: `${message.text.slice(0, message.text.length / 3)}…` }]);
  }
  const half = messages.length >> 1;
  return [...packed(messages.slice(0, half)), ...packed(messages.slice(half))];
}

/** The first byte of a deflated chunk; one that was stored before they were deflated begins with a brace. */
const DEFLATED = 2;
/** Frames are much alike: what level 9 would gain is not worth its time. */
const LEVEL = 3;
/** Of output at a time. The default of 16 KiB takes longer to allocate than most chunks take to deflate. */
const OUTPUT_BYTES = 4 * 1024;

function pack(messages: Message[]): Uint8Array {
  const deflated = deflateRawSync(encoder.encode(JSON.stringify({ v: 1, messages })), {
    level: LEVEL,
    chunkSize: OUTPUT_BYTES,
  });
  const bytes = new Uint8Array(1 + deflated.length);
  bytes[0] = DEFLATED;
  bytes.set(deflated, 1);
  return bytes;
}

/** The messages of a chunk, oldest first; null when it is broken. */
export function readChunk(bytes: Uint8Array): Message[] | null {
  return chunkSchema.safeParse(unpack(bytes)).data?.messages ?? null;
}

function unpack(bytes: Uint8Array): unknown {
  return JSON.parse(decoder.decode(bytes[0] === DEFLATED ? inflateRawSync(bytes.subarray(1)) : bytes));
}
