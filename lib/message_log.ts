/**
 * Writes every frame of every link down, without ever holding a link up.
 *
 * Frames are gathered in memory and stored a few times a second, apart from what is acknowledged: a crash may lose the last
 * moment of the log. When they come faster than the log may write, some are left out, and a `gap` says how many.
 */
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Message } from "./domain/message.ts";
import { toMessageView } from "./domain/shape.ts";
import { StoreDownError } from "./domain/store_down.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";
import { type Messages, MOST_CHUNK_BYTES } from "./store/messages.ts";

const EVERY_MS = 500;
/** What may wait to be written, and so what is written in one round: 2 MiB a second. */
const MOST_WAITING_BYTES = 1024 * 1024;
/** So many chunks of a charger are written between two looks at whether it keeps too many. */
const CHUNKS_PER_PRUNE = 500;
/** A longer message is kept by its beginning. */
const LONGEST_TEXT = 20_000;

interface Waiting {
  messages: Message[];
  bytes: number;
  leftOut: number;
}

/** A call that waits for its answer: when it was seen, by the stopwatch, and what it asks. */
interface Asked {
  since: number;
  action: string | null;
}

/** A frame as the connection saw it. */
export type Traffic = Omit<Message, "at" | "latencyMs">;

export class MessageLog {
  #waiting = new Map<string, Waiting>();
  #bytes = 0;
  /** By charger, then by direction and id. */
  readonly #open = new Map<string, Map<string, Asked>>();
  readonly #written = new Map<string, number>();
  readonly #stopTimer: () => void;
  #isWriting = false;
  #round: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { messages: Messages; bus: Bus; clock: Clock; ids: Ids; log: Log }) {
    this.#stopTimer = parts.clock.every(EVERY_MS, () => this.#store());
  }

  add(chargerId: string, traffic: Traffic): void {
    const whole = withoutSecret(traffic.text);
    const text = whole.length > LONGEST_TEXT ? `${whole.slice(0, LONGEST_TEXT)}…` : whole;
    const message = this.#pair(chargerId, { ...traffic, text, at: this.parts.clock.now(), latencyMs: null });
    const waiting = this.#waitingOf(chargerId);
    const bytes = text.length * 2 + 150;
    if (this.#bytes + bytes > MOST_WAITING_BYTES) {
      waiting.leftOut++;
      return;
    }
    waiting.messages.push(message);
    waiting.bytes += bytes;
    this.#bytes += bytes;
    if (this.parts.bus.isHeard) this.#tell(chargerId, message);
  }

  /** The charger's link is gone; no answer will come. */
  linkClosed(chargerId: string): void {
    this.#open.delete(chargerId);
  }

  /** Resolves when all that was seen so far is stored. */
  async flushed(): Promise<void> {
    await this.#round;
    this.#store();
    await this.#round;
  }

  async close(): Promise<void> {
    this.#stopTimer();
    await this.flushed();
  }

  #waitingOf(chargerId: string): Waiting {
    let waiting = this.#waiting.get(chargerId);
    if (waiting === undefined) {
      waiting = { messages: [], bytes: 0, leftOut: 0 };
      this.#waiting.set(chargerId, waiting);
    }
    return waiting;
  }

  #pair(chargerId: string, message: Message): Message {
    const open = this.#open.get(chargerId) ?? new Map<string, Asked>();
    this.#open.set(chargerId, open);
    const { type, direction, messageId, action } = message;
    if (type === "call") {
      open.set(`${direction} ${messageId}`, { since: this.parts.clock.elapsed(), action });
    } else if (type === "result" || type === "error") {
      const asked = `${direction === "in" ? "out" : "in"} ${messageId}`;
      const call = open.get(asked);
      open.delete(asked);
      if (call !== undefined) {
        const latencyMs = Math.round(this.parts.clock.elapsed() - call.since);
        return { ...message, action: call.action, latencyMs };
      }
    }
    return message;
  }

  #tell(chargerId: string, message: Message): void {
    const name = `frame ${chargerId} ${message.direction} ${message.type} ${message.messageId}`;
    this.parts.bus.changed(name, chargerId, () => ({ type: "frame", data: { chargerId, ...toMessageView(message) } }));
  }

  /** One round at a time: while the store is slow, what comes is gathered as far as it may, and the rest left out. */
  #store(): void {
    if (this.#waiting.size === 0 || this.#isWriting) return;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#bytes = 0;
    this.#isWriting = true;
    this.#round = this.#write(waiting).catch((error) => {
      if (!(error instanceof StoreDownError)) this.parts.log.warn("Messages could not be logged", { error });
    }).finally(() => this.#isWriting = false);
  }

  async #write(waiting: Map<string, Waiting>): Promise<void> {
    const { messages: store, ids, clock } = this.parts;
    for (const [chargerId, { messages, leftOut }] of waiting) {
      if (leftOut > 0) messages.push(gap(clock.now(), leftOut));
      const chunks = inChunks(messages).map((some) => ({ chargerId, id: ids.ulidAt(clock.now()), messages: some }));
      for (const chunk of chunks) await store.put([chunk]);
      const written = (this.#written.get(chargerId) ?? 0) + chunks.length;
      this.#written.set(chargerId, written % CHUNKS_PER_PRUNE);
      if (written >= CHUNKS_PER_PRUNE) await store.prune(chargerId);
    }
  }
}

/** The AuthorizationKey is set, and told by some chargers, in plain text; nobody may read it back (OCPP-J 1.6 §6.2.2). */
function withoutSecret(text: string): string {
  if (!/AuthorizationKey/i.test(text)) return text;
  return text.replace(
    /\{[^{}]*"AuthorizationKey"[^{}]*\}/gi,
    (object) => object.replace(/("value"\s*:\s*)"(?:[^"\\]|\\.)*"/, '$1"***"'),
  );
}

function gap(at: number, count: number): Message {
  return { at, direction: "in", type: "gap", messageId: null, action: null, latencyMs: null, text: String(count) };
}

function inChunks(messages: Message[]): Message[][] {
  const chunks: Message[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    const more = message.text.length * 2 + 150;
    if (bytes + more > MOST_CHUNK_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks[chunks.length - 1].push(message);
    bytes += more;
  }
  return chunks;
}
