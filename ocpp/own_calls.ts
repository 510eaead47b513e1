/** The calls we send on one link: one is in flight at a time, the rest wait (OCPP-J 1.6 §4.1.1). */
import type { Clock } from "../lib/clock.ts";
import type { AnyFrame, Call, CallError, CallResult, MessageId } from "./frame.ts";

/** What a call of ours came to. */
export type CallOutcome =
  | { type: "result"; payload: unknown }
  | { type: "error"; code: string; description: string; details: unknown }
  | { type: "timeout" }
  | { type: "closed" };

/** A call that is answered now, `latencyMs` after it came or went. */
export interface Answered {
  action: string;
  latencyMs: number;
}

/** Who wants to know more of a call than what it came to. */
export interface CallWatcher {
  /** It left: those before it are settled. */
  sent?(): void;
  /** It was answered after all, when its time was over. */
  late?(answer: CallResult | CallError): void;
}

interface Waiting {
  action: string;
  payload: unknown;
  watcher: CallWatcher;
  settle: (outcome: CallOutcome) => void;
}

interface Sent {
  id: MessageId;
  action: string;
  /** By the stopwatch. */
  at: number;
  watcher: CallWatcher;
}

/** So many calls whose time is over are remembered, to tell what a late answer answers. */
const MOST_LATE = 10;

export class OwnCalls {
  #waiting: Waiting[] = [];
  #inFlight: (Sent & { settle: (outcome: CallOutcome) => void; stopTimer: () => void }) | null = null;
  #late: Sent[] = [];

  /** `send` writes a call, and tells whether the link was open. */
  constructor(
    private readonly options: { clock: Clock; newId: () => string; callTimeoutMs: number },
    private readonly send: (call: Call) => boolean,
  ) {}

  /** Sends a call when those before it are settled. Never rejects. */
  call(action: string, payload: unknown, watcher: CallWatcher = {}): Promise<CallOutcome> {
    return new Promise((settle) => {
      this.#waiting.push({ action, payload, watcher, settle });
      this.#sendNext();
    });
  }

  /** Settles the call in flight with its answer; false when that is not what it answers. */
  settle(answer: CallResult | CallError): boolean {
    if (answer.id !== this.#inFlight?.id) {
      const late = this.#late.find(({ id }) => id === answer.id);
      this.#late = this.#late.filter((one) => one !== late);
      late?.watcher.late?.(answer);
      return false;
    }
    this.#settle(answer);
    return true;
  }

  /** The call that a frame answers, in time or late. `now` is by the stopwatch. */
  answeredBy(frame: AnyFrame, now: number): Answered | null {
    if (frame.type !== "result" && frame.type !== "error") return null;
    const sent = this.#inFlight?.id === frame.id ? this.#inFlight : this.#late.find(({ id }) => id === frame.id);
    return sent === undefined ? null : { action: sent.action, latencyMs: now - sent.at };
  }

  /** The link is gone: nothing will be answered. */
  close(): void {
    const waiting = this.#waiting.splice(0);
    if (this.#inFlight !== null) this.#settle({ type: "closed" });
    for (const { settle } of waiting) settle({ type: "closed" });
  }

  #sendNext(): void {
    if (this.#inFlight !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const { clock, newId, callTimeoutMs } = this.options;
    const { action, payload, watcher, settle } = next;
    const id = newId();
    const stopTimer = clock.after(callTimeoutMs, () => this.#giveUp());
    this.#inFlight = { id, action, at: clock.elapsed(), watcher, settle, stopTimer };
    if (this.send({ type: "call", id, action, payload })) watcher.sent?.();
    else this.close();
  }

  #giveUp(): void {
    const { id, action, at, watcher } = this.#inFlight!;
    this.#late = [...this.#late, { id, action, at, watcher }].slice(-MOST_LATE);
    this.#settle({ type: "timeout" });
  }

  #settle(outcome: CallOutcome): void {
    const { settle, stopTimer } = this.#inFlight!;
    stopTimer();
    this.#inFlight = null;
    settle(outcome);
    this.#sendNext();
  }
}
