/**
 * One OCPP-J link, from either end: it can call and be called.
 *
 * One call of ours is in flight at a time and the rest wait (OCPP-J 1.6 §4.1.1). Calls of the other side are answered
 * one after another, in the order they came, each exactly once. Both ends of a relay, the server's side of a charger and
 * a simulated charger are this class.
 */
import type { Clock } from "../lib/clock.ts";
import { inEnglish, say, type Sentence } from "../lib/domain/sentence.ts";
import {
  type AnyFrame,
  type Call,
  type CallError,
  type CallResult,
  type FrameOddity,
  parseFrame,
  refuseUnreadable,
  writeFrame,
} from "./frame.ts";
import { Pace } from "./pace.ts";
import type { Backlog } from "./backlog.ts";
import { Inbox } from "./inbox.ts";
import { type Answered, type CallOutcome, type CallWatcher, OwnCalls } from "./own_calls.ts";
import type { Turns } from "./turns.ts";

/** What a Connection needs of a WebSocket. */
export interface Socket {
  readonly readyState: number;
  /** Bytes that were sent and that the other side has not taken. */
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
}

const CONNECTING = 0;
const OPEN = 1;

export interface ConnectionOptions {
  clock: Clock;
  /** Makes the id of a call, unique on this link. */
  newId: () => string;
  callTimeoutMs: number;
  maxMessageBytes: number;
  /** What it may send for long without being held back; undefined: as much as it likes. */
  maxMessagesPerS?: number;
  /** Shared by links that are in one memory. */
  backlog?: Backlog;
  /** Shared likewise; undefined: what comes is read as it comes. */
  turns?: Turns;
  /** Answers a call. What it throws is the dispatcher's mistake: the link is closed with 1011. */
  answer: (call: Call) => Promise<CallResult | CallError>;
  /** Hears of what is not OCPP: unreadable or empty text, answers that nobody waits for, frames that had to be repaired. */
  oddity?: (
    kind: "frame-unreadable" | "frame-empty" | "answer-unexpected" | "too-fast" | FrameOddity,
    detail: Sentence,
  ) => void;
  /** Called for each message that came, whatever it is. */
  heard?: () => void;
  /** The other side broke a limit, and the link is being closed. */
  cutOff?: (why: Sentence) => void;
  /** Sees every text message that comes and goes; an answer with the call that it answers. */
  watch?: (direction: "in" | "out", text: string, frame: AnyFrame, answered: Answered | null) => void;
}

const TOO_MANY = say("too-many-unanswered");

/** A link that sends only rubbish is closed: this many unreadable messages in a row are borne. */
const MOST_UNREADABLE = 20;

/** What may wait for a link that does not read; it is looked at now and then. */
const MOST_UNREAD_BYTES = 2 * 1024 * 1024;
const WRITES_PER_LOOK = 16;

/** A link that we close, and whose other side does not say so too, is given up. */
const GIVE_UP_MS = 2_000;

export class Connection {
  /** Resolves when the link is closed and every call that came on it is answered and recorded. */
  readonly finished: Promise<{ code: number; reason: string }>;
  readonly #inbox: Inbox;
  #isAnswering = false;
  #isCutOff = false;
  /** Most links are never called. */
  #calls: OwnCalls | null = null;
  #unreadableInARow = 0;
  readonly #pace: Pace;
  #writes = 0;
  #stopGivingUp: (() => void) | null = null;
  #closed: { code: number; reason: string } | null = null;
  #finish!: (close: { code: number; reason: string }) => void;

  constructor(private readonly socket: Socket, private readonly options: ConnectionOptions) {
    this.finished = new Promise((resolve) => this.#finish = resolve);
    this.#inbox = new Inbox(options.backlog);
    this.#pace = new Pace(options.clock, options.maxMessagesPerS ?? Infinity);
    // Nobody listens for errors: a close event follows each, and a listener takes memory on every link.
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code, reason }) => this.#close(code, reason);
  }

  get isOpen(): boolean {
    return this.#closed === null && this.socket.readyState === OPEN;
  }

  /** Sends a call when those before it are settled. Never rejects. */
  call(action: string, payload: unknown, watcher?: CallWatcher): Promise<CallOutcome> {
    this.#calls ??= new OwnCalls(this.options, (call) => {
      if (this.isOpen) this.#write(call, null);
      return this.isOpen;
    });
    return this.#calls.call(action, payload, watcher);
  }

  close(code: number, reason: string): void {
    // A handshake that is not completed cannot be closed yet.
    if (this.socket.readyState === CONNECTING) this.socket.onopen = () => this.socket.close(code, reason);
    else this.socket.close(code, reason);
    if (this.#closed === null) {
      this.#stopGivingUp ??= this.options.clock.after(GIVE_UP_MS, () => this.#close(code, reason));
    }
  }

  #cutOff(code: number, why: Sentence): void {
    if (!this.isOpen) return;
    this.#isCutOff = true;
    this.#inbox.clear();
    this.options.cutOff?.(why);
    this.close(code, inEnglish(why));
  }

  #receive(data: unknown): void {
    if (this.#isCutOff) return;
    this.options.heard?.();
    const now = this.options.clock.elapsed();
    if (!this.#pace.take(now)) return this.#cutOff(1008, say("too-fast"));
    if (typeof data !== "string") return this.#unreadable(say("binary"));
    if (isLonger(data, this.options.maxMessageBytes)) {
      return this.#cutOff(1009, say("too-long", { most: this.options.maxMessageBytes }));
    }
    const { turns } = this.options;
    if (turns === undefined || !this.#inbox.mustWait(this.#isAnswering)) return this.#read(data, now);
    if (!this.#inbox.hasUnread) turns.ask(() => this.#takeTurn());
    this.#inbox.hold(data, now);
    if (this.#inbox.isBehind) this.#cutOff(1008, TOO_MANY);
  }

  #takeTurn(): void {
    this.#inbox.takeTurn((text, at) => this.#read(text, at, 0));
    if (this.#inbox.hasUnread) this.options.turns?.ask(() => this.#takeTurn());
    else this.#end();
  }

  /** `at`: when it came. `characters`: those that did not wait in the inbox yet. */
  #read(text: string, at: number, characters = text.length): void {
    const frame = parseFrame(text);
    this.options.watch?.("in", text, frame, this.#calls?.answeredBy(frame, at) ?? null);
    switch (frame.type) {
      case "call":
        this.#unreadableInARow = 0;
        if (frame.odd !== undefined) this.options.oddity?.(frame.odd, frame.action);
        this.#inbox.put(frame, at, characters);
        if (this.#inbox.isBehind) return this.#cutOff(1008, TOO_MANY);
        if (!this.#isAnswering) this.#answerAll();
        return;
      case "result":
      case "error":
        this.#unreadableInARow = 0;
        if (frame.type === "result" && frame.odd !== undefined) this.options.oddity?.(frame.odd, say("an-answer"));
        if (this.#calls?.settle(frame) !== true) {
          this.options.oddity?.("answer-unexpected", say("message-id", { id: frame.id }));
        }
        return;
      case "unreadable":
        if (frame.id !== null) this.#send(refuseUnreadable(frame.id, frame.reason), null);
        // An empty message is how some chargers keep a link alive.
        if (text.trim() === "") return this.options.oddity?.("frame-empty", say("characters", { number: text.length }));
        return this.#unreadable(frame.reason);
      default:
        return frame satisfies never;
    }
  }

  #unreadable(why: Sentence): void {
    this.options.oddity?.("frame-unreadable", why);
    if (++this.#unreadableInARow > MOST_UNREADABLE) this.#cutOff(1008, say("too-many-unreadable"));
  }

  async #answerAll(): Promise<void> {
    this.#isAnswering = true;
    try {
      for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) {
        const { call: { action }, at } = next;
        const answer = await this.options.answer(next.call);
        const latencyMs = this.options.clock.elapsed() - at;
        if (this.#pace.isAhead(at + latencyMs)) await this.#slowDown();
        this.#send(answer, { action, latencyMs });
        this.#inbox.settle();
      }
    } catch {
      this.#inbox.clear();
      this.close(1011, "Internal error");
    } finally {
      this.#isAnswering = false;
      this.#end();
    }
  }

  /** Who waits for answers keeps the pace by itself then; who does not fills its inbox. */
  async #slowDown(): Promise<void> {
    if (this.#closed !== null) return;
    this.options.oddity?.("too-fast", say("messages-a-second", { number: this.options.maxMessagesPerS ?? Infinity }));
    await this.#pace.caughtUp();
  }

  #send(frame: CallResult | CallError, answered: Answered | null): void {
    if (this.socket.readyState === OPEN) this.#write(frame, answered);
  }

  #write(frame: Call | CallResult | CallError, answered: Answered | null): void {
    const text = writeFrame(frame);
    this.options.watch?.("out", text, frame, answered);
    this.socket.send(text);
    if (++this.#writes % WRITES_PER_LOOK === 0 && this.socket.bufferedAmount > MOST_UNREAD_BYTES) {
      this.#cutOff(1008, say("unread-by-it"));
    }
  }

  #close(code: number, reason: string): void {
    if (this.#closed !== null) return;
    this.#closed = { code, reason };
    this.#stopGivingUp?.();
    this.#pace.stop();
    this.#calls?.close();
    this.#end();
  }

  #end(): void {
    if (this.#closed !== null && !this.#isAnswering && !this.#inbox.hasUnread) this.#finish(this.#closed);
  }
}

/** Counts UTF-8 bytes only where the number of characters cannot tell. */
function isLonger(text: string, bytes: number): boolean {
  return text.length > bytes || (text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes);
}
