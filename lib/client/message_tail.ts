/** The live tail of messages: bounded, and still while it is paused. */
import { computed, signal } from "@preact/signals";
import { type Exchange, type ExchangeFilter, type Frame, isExchangeShown, withFrames } from "../domain/exchange.ts";

/** Also those that are not shown: an answer may make them so. */
const KEPT = 500;
const SHOWN = 100;

export class MessageTail {
  readonly isPaused = signal(false);
  /** How many came while it was paused. */
  readonly missed = signal(0);
  readonly #exchanges = signal<Exchange[]>([]);
  #waiting: Frame[] = [];
  #isGathering = false;

  constructor(items: Exchange[], private readonly filter: ExchangeFilter) {
    this.#exchanges.value = items;
  }

  /** Newest first. */
  readonly shown = computed(() =>
    this.#exchanges.value.filter((one) => isExchangeShown(one, this.filter)).slice(0, SHOWN)
  );

  /** Frames come one by one, in bursts: a burst is taken at once. */
  hear(frame: Frame): void {
    this.#waiting.push(frame);
    if (this.#waiting.length > KEPT) this.#waiting.shift();
    if (this.isPaused.value) {
      this.missed.value++;
      return;
    }
    if (this.#isGathering) return;
    this.#isGathering = true;
    queueMicrotask(() => this.#take());
  }

  /** What the server told anew. */
  replace(items: Exchange[]): void {
    if (this.isPaused.value) return;
    this.#waiting = [];
    this.#exchanges.value = items;
  }

  pause(): void {
    this.isPaused.value = true;
  }

  resume(): void {
    this.isPaused.value = false;
    this.missed.value = 0;
    this.#take();
  }

  #take(): void {
    this.#isGathering = false;
    const frames = this.#waiting;
    this.#waiting = [];
    if (frames.length > 0) this.#exchanges.value = withFrames(this.#exchanges.peek(), frames, KEPT);
  }
}
