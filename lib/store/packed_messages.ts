/**
 * Messages as they are stored: each as JSON, many in a deflated chunk. What waits to be stored waits as bytes: as text, V8 would
 * copy it again and again while chargers wait for their answers.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { type Message, messageSchema } from "../domain/message.ts";

const chunkSchema = z.object({ v: z.literal(1), messages: z.array(messageSchema) });

/** So many bytes make a chunk, deflated to some 8 KiB; KV takes 64 KiB a value. */
const CHUNK_BYTES = 64 * 1024;
const MOST_DEFLATED_BYTES = 48 * 1024;

const SLAB_BYTES = 256 * 1024;
/** In UTF-8, of a UTF-16 code unit. */
const MOST_BYTES_PER_UNIT = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Texts as bytes, many in one buffer, which goes when the last of them is let go. */
export class ByteSlabs {
  #free = new Uint8Array(0);

  add(text: string): Uint8Array {
    const most = MOST_BYTES_PER_UNIT * text.length;
    if (most > SLAB_BYTES) return encoder.encode(text);
    if (most > this.#free.length) this.#free = new Uint8Array(SLAB_BYTES);
    const { written } = encoder.encodeInto(text, this.#free);
    const bytes = this.#free.subarray(0, written);
    this.#free = this.#free.subarray(written);
    return bytes;
  }
}

interface Packed {
  at: number;
  json: Uint8Array;
}

/** Messages of one charger that wait to be stored, oldest first. */
export class PackedMessages {
  readonly #packed: Packed[] = [];
  byteCount = 0;

  constructor(readonly chargerId: string, private readonly slabs: ByteSlabs) {}

  add(message: Message): void {
    const json = this.slabs.add(JSON.stringify(message));
    this.#packed.push({ at: message.at, json });
    this.byteCount += json.length;
  }

  /** One after another, so that packing them never takes long at a time. */
  *chunks(): Generator<Chunk> {
    let from = 0;
    let byteCount = 0;
    for (const [i, { json }] of this.#packed.entries()) {
      if (i > from && byteCount + json.length > CHUNK_BYTES) {
        yield* chunksOf(this.#packed.slice(from, i));
        from = i;
        byteCount = 0;
      }
      byteCount += json.length;
    }
    if (from < this.#packed.length) yield* chunksOf(this.#packed.slice(from));
  }
}

/** `at` is that of its last message; `byteCount` what was deflated. */
export interface Chunk {
  at: number;
  bytes: Uint8Array;
  byteCount: number;
}

/** Text that does not deflate may be too long for a value: then a chunk is halved, and a single message is cut. */
function chunksOf(packed: Packed[]): Chunk[] {
  const { at, json } = packed[packed.length - 1];
  const whole = join(packed);
  const bytes = deflate(whole);
  if (bytes.length <= MOST_DEFLATED_BYTES) return [{ at, bytes, byteCount: whole.length }];
  if (packed.length === 1) {
    const message: Message = JSON.parse(decoder.decode(json));
    const cut = { ...message, text: `${message.text.slice(0, message.text.length / 3)}…` };
    return chunksOf([{ at, json: encoder.encode(JSON.stringify(cut)) }]);
  }
  const half = packed.length >> 1;
  return [...chunksOf(packed.slice(0, half)), ...chunksOf(packed.slice(half))];
}

const HEAD = encoder.encode('{"v":1,"messages":[');
const TAIL = encoder.encode("]}");
const COMMA = 0x2c;

function join(packed: Packed[]): Uint8Array {
  const length = packed.reduce((sum, { json }) => sum + json.length + 1, HEAD.length - 1 + TAIL.length);
  const bytes = new Uint8Array(length);
  bytes.set(HEAD);
  let end = HEAD.length;
  for (const [i, { json }] of packed.entries()) {
    if (i > 0) bytes[end++] = COMMA;
    bytes.set(json, end);
    end += json.length;
  }
  bytes.set(TAIL, end);
  return bytes;
}

/** The first byte of a deflated chunk; one that was stored before they were deflated begins with a brace. */
const DEFLATED = 2;
/** Frames are much alike: what level 9 would gain is not worth its time. */
const LEVEL = 3;
/** Of output at a time. The default of 16 KiB takes longer to allocate than most chunks take to deflate. */
const OUTPUT_BYTES = 4 * 1024;

function deflate(json: Uint8Array): Uint8Array {
  const deflated = deflateRawSync(json, { level: LEVEL, chunkSize: OUTPUT_BYTES });
  const bytes = new Uint8Array(1 + deflated.length);
  bytes[0] = DEFLATED;
  bytes.set(deflated, 1);
  return bytes;
}

/** The messages of a chunk, oldest first; null when it is broken. */
export function readChunk(bytes: Uint8Array): Message[] | null {
  return chunkSchema.safeParse(inflate(bytes)).data?.messages ?? null;
}

function inflate(bytes: Uint8Array): unknown {
  return JSON.parse(decoder.decode(bytes[0] === DEFLATED ? inflateRawSync(bytes.subarray(1)) : bytes));
}
