/**
 * Writes every frame of every link down, without ever holding a link up.
 *
 * Frames are gathered in memory and stored a charger at a time, apart from what is acknowledged: a crash may lose the last
 * seconds of the log. When they come faster than the log may write, some are left out, and a `gap` says how many.
 */
import type { AnyFrame } from "../ocpp/frame.ts";
import type { Answered } from "../ocpp/own_calls.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { withoutSecrets } from "./domain/configuration.ts";
import { withoutHidden } from "./domain/hidden.ts";
import type { Message } from "./domain/message.ts";
import { toMessageView } from "./domain/shape.ts";
import { StoreDownError } from "./domain/store_down.ts";
import type { Log } from "./log.ts";
import { RecentMessages } from "./recent_messages.ts";
import type { Messages } from "./store/messages.ts";
import { ByteSlabs, PackedMessages } from "./store/packed_messages.ts";

const EVERY_MS = 500;
/** What is taken in a round, in characters: 2 MiB a second. */
const MOST_A_ROUND = 1024 * 1024;
/** A charger's frames are stored when they are so many bytes, or the oldest has waited so long. */
const CHUNK_BYTES = 64 * 1024;
const OLDEST_MS = 5_000;
/** One charger that sends much leaves room for the others. */
const MOST_OF_ONE = MOST_A_ROUND / 8;
/** What a frame costs besides its text. */
const FRAME_CHARACTERS = 150;
/** A longer message is kept by its beginning. */
const LONGEST_TEXT = 20_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Waiting {
  messages: PackedMessages;
  leftOut: number;
  since: number;
}

/** A frame as the connection saw it, and the call that it answers. */
export interface Traffic {
  direction: "in" | "out";
  text: string;
  frame: AnyFrame;
  answered: Answered | null;
}

export class MessageLog {
  readonly recent = new RecentMessages();
  /** Messages that were left out, since the start. */
  droppedCount = 0;
  readonly #waiting = new Map<string, Waiting>();
  readonly #slabs = new ByteSlabs();
  #left = MOST_A_ROUND;
  readonly #stopTimer: () => void;
  #isWriting = false;
  #round: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { messages: Messages; bus: Bus; clock: Clock; log: Log }) {
    this.#stopTimer = parts.clock.every(EVERY_MS, () => {
      if (this.#isWriting) return;
      this.#left = MOST_A_ROUND;
      this.#store((one) => this.#isDue(one));
    });
  }

  add(chargerId: string, traffic: Traffic): void {
    const waiting = this.#waitingOf(chargerId);
    const characters = Math.min(traffic.text.length, LONGEST_TEXT) + FRAME_CHARACTERS;
    if (characters > this.#left || waiting.messages.byteCount > MOST_OF_ONE) {
      waiting.leftOut++;
      this.droppedCount++;
      return;
    }
    this.#left -= characters;
    const message = toMessage(traffic, this.parts.clock.now());
    waiting.messages.add(message);
    this.recent.add(chargerId, message);
    if (this.parts.bus.isHeard("frame")) this.#tell(chargerId, message);
    else this.parts.bus.leaveOut("frame");
  }

  /** Resolves when all that was seen so far is stored. */
  async flushed(): Promise<void> {
    await this.#round;
    this.#store(() => true);
    await this.#round;
  }

  async close(): Promise<void> {
    this.#stopTimer();
    await this.flushed();
  }

  #waitingOf(chargerId: string): Waiting {
    let waiting = this.#waiting.get(chargerId);
    if (waiting === undefined) {
      const messages = new PackedMessages(chargerId, this.#slabs);
      waiting = { messages, leftOut: 0, since: this.parts.clock.elapsed() };
      this.#waiting.set(chargerId, waiting);
    }
    return waiting;
  }

  #isDue({ messages, since }: Waiting): boolean {
    return messages.byteCount >= CHUNK_BYTES || since <= this.parts.clock.elapsed() - OLDEST_MS;
  }

  #tell(chargerId: string, message: Message): void {
    const name = `frame ${chargerId} ${message.direction} ${message.type} ${message.messageId}`;
    this.parts.bus.changed(name, chargerId, () => ({ type: "frame", data: { chargerId, ...toMessageView(message) } }));
  }

  /** One round at a time: while the store is slow, what comes is gathered as far as it may, and the rest left out. */
  #store(isMeant: (waiting: Waiting) => boolean): void {
    const { messages: store, clock, log } = this.parts;
    const stored: PackedMessages[] = [];
    for (const [chargerId, waiting] of this.#waiting) {
      if (!isMeant(waiting)) continue;
      this.#waiting.delete(chargerId);
      const { messages, leftOut } = waiting;
      if (leftOut > 0) messages.add(gap(clock.now(), leftOut));
      stored.push(messages);
    }
    if (stored.length === 0) return;
    this.#isWriting = true;
    this.#round = store.put(stored).catch((error) => {
      if (!(error instanceof StoreDownError)) log.warn("Messages could not be logged", { error });
    }).finally(() => this.#isWriting = false);
  }
}

function toMessage({ direction, text, frame, answered }: Traffic, at: number): Message {
  return {
    at,
    direction,
    type: frame.type,
    messageId: frame.id,
    action: frame.type === "call" ? frame.action : answered?.action ?? null,
    latencyMs: answered === null ? null : Math.round(answered.latencyMs),
    text: text.length > LONGEST_TEXT ? `${beginningOf(text)}…` : withoutSecret(text),
  };
}

/** What may hold a secret, also where letters or slashes are written as escapes. */
const SUSPICIOUS = /AuthorizationKey|:\/\/|\\[u/]/i;

/** A copy: what is cut from a text keeps the whole of it in memory. */
function beginningOf(text: string): string {
  const beginning = decoder.decode(encoder.encode(text.slice(0, LONGEST_TEXT)));
  return SUSPICIOUS.test(text) ? withoutValues(beginning, text) : beginning;
}

/**
 * The AuthorizationKey is set, and told by some chargers, in plain text; nobody may read it back (OCPP-J 1.6 §6.2.2). What
 * holds no secret stays as it came, to the letter.
 */
function withoutSecret(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  try {
    const told: unknown = JSON.parse(text);
    const shown = withoutHidden(JSON.stringify(withoutSecrets(told)));
    return shown === JSON.stringify(told) ? text : shown;
  } catch {
    return withoutValues(text, text);
  }
}

/** Of text that is no JSON, or no longer: it may have been cut within a value of the `whole`. */
function withoutValues(text: string, whole: string): string {
  const isMeant = /AuthorizationKey|\\u/i.test(whole);
  return withoutHidden(isMeant ? text.replace(/("value"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|\\?$)/g, '$1"***"') : text);
}

function gap(at: number, count: number): Message {
  return { at, direction: "in", type: "gap", messageId: null, action: null, latencyMs: null, text: String(count) };
}
