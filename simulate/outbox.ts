/**
 * The queue of a charger's transaction messages: each is delivered in order, and kept until it is answered.
 *
 * It outlives a link, so a start or stop whose answer was lost is sent again, word for word.
 * @see OCPP 1.6 ed. 2, §3.7, §3.7.1
 */
import type { Clock } from "../lib/clock.ts";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import { wait } from "./pace.ts";

export interface TransactionMessage {
  action: "StartTransaction" | "MeterValues" | "StopTransaction";
  /** Made when it is sent: the transaction's number may be known only then. Null: there is nothing to send any more. */
  payload(): object | null;
  answered?(answer: unknown): void;
}

export interface OutboxOptions {
  clock: Clock;
  /** Its outcome is `closed` while the charger is offline. */
  send: (action: string, payload: object) => Promise<CallOutcome>;
  signal: AbortSignal;
}

/** TransactionMessageAttempts and TransactionMessageRetryInterval, §9.1.31, §9.1.32. */
export const MOST_ATTEMPTS = 3;
export const RETRY_INTERVAL_S = 10;

/** A charger's memory ends too: over this, the oldest meter values go. Starts and stops never do. */
const MOST_WAITING = 500;

export class Outbox {
  readonly #waiting: TransactionMessage[] = [];
  #attempts = 0;
  #isDelivering = false;
  #delivered: Promise<void> = Promise.resolve();

  constructor(private readonly options: OutboxOptions) {}

  get size(): number {
    return this.#waiting.length;
  }

  add(message: TransactionMessage): void {
    this.#waiting.push(message);
    if (this.#waiting.length > MOST_WAITING) this.#dropOldestMeterValues();
    this.deliver();
  }

  /** Sends what waits. Resolves when nothing does any more, or the link is gone. */
  deliver(): Promise<void> {
    if (!this.#isDelivering) this.#delivered = this.#deliverAll();
    return this.#delivered;
  }

  async #deliverAll(): Promise<void> {
    this.#isDelivering = true;
    try {
      await this.#deliverInOrder();
    } finally {
      this.#isDelivering = false;
    }
  }

  async #deliverInOrder(): Promise<void> {
    for (let message = this.#waiting.at(0); message !== undefined; message = this.#waiting.at(0)) {
      const payload = message.payload();
      if (payload !== null) {
        const outcome = await this.options.send(message.action, payload);
        if (outcome.type === "closed") return;
        if (outcome.type === "result") message.answered?.(outcome.payload);
        else if (++this.#attempts < MOST_ATTEMPTS) {
          await wait(this.options.clock, RETRY_INTERVAL_S * 1000 * this.#attempts, this.options.signal);
          if (this.options.signal.aborted) return;
          continue;
        }
      }
      this.#attempts = 0;
      this.#waiting.shift();
    }
  }

  #dropOldestMeterValues(): void {
    // The first may be on its way.
    const index = this.#waiting.findIndex(({ action }, at) => at > 0 && action === "MeterValues");
    if (index > 0) this.#waiting.splice(index, 1);
  }
}
