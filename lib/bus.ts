/**
 * The bus: tells listeners what changed, after it was committed.
 *
 * Changes are gathered for a moment and the newest of each thing is told once, so that a charger that sends twenty
 * messages a second costs a browser two updates. A short history lets a listener that was away catch up.
 */
import type { Clock } from "./clock.ts";
import type { LiveEvent } from "./domain/views.ts";

/** An event with its place in the order of this process. */
export interface Message {
  seq: number;
  chargerId: string | null;
  event: LiveEvent;
  /** As text for the wire, once somebody wanted it. */
  written?: string;
}

export interface Listener {
  hear(messages: Message[]): void;
  /** The bus closes. */
  onEnd(): void;
}

const GATHER_MS = 250;
const HISTORY = 2_000;
const MAY_COME_BACK_MS = 60_000;

export class Bus {
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Map<string, { chargerId: string | null; look: () => LiveEvent }>();
  #history: Message[] = [];
  #seq = 0;
  #leftAt = -Infinity;
  #stopTimer: (() => void) | null = null;

  /** `epoch` tells this process's order from that of another. */
  constructor(private readonly clock: Clock, readonly epoch: string) {}

  get seq(): number {
    return this.#seq;
  }

  /** Whether anybody listens, or did so lately and may come back for what it missed. */
  get isHeard(): boolean {
    return this.#listeners.size > 0 || this.clock.elapsed() - this.#leftAt < MAY_COME_BACK_MS;
  }

  /** Something changed: `look` is asked once, later, what to tell of it. `name` says which thing it is. */
  changed(name: string, chargerId: string | null, look: () => LiveEvent): void {
    this.#changed.set(name, { chargerId, look });
    this.#stopTimer ??= this.clock.after(GATHER_MS, () => this.#tell());
  }

  /** Something happened that nobody is told: who comes back must read everything again. */
  leaveOut(): void {
    this.#seq++;
    if (this.#history.length > 0) this.#history = [];
  }

  /** @returns the function that ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#leftAt = this.clock.elapsed();
    };
  }

  /** What was told after `seq`; null when that is longer ago than the history goes. */
  since(seq: number): Message[] | null {
    if (seq > this.#seq) return null;
    const missed = this.#seq - seq;
    return missed > this.#history.length ? null : this.#history.slice(this.#history.length - missed);
  }

  /** Ends: every listener's `onEnd` is called. */
  close(): void {
    this.#stopTimer?.();
    for (const { onEnd } of [...this.#listeners]) onEnd();
    this.#listeners.clear();
  }

  #tell(): void {
    this.#stopTimer = null;
    const messages: Message[] = [];
    for (const { chargerId, look } of this.#changed.values()) {
      messages.push({ seq: ++this.#seq, chargerId, event: look() });
    }
    this.#changed.clear();
    this.#history = [...this.#history, ...messages].slice(-HISTORY);
    for (const listener of this.#listeners) listener.hear(messages);
  }
}
