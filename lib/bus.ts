/**
 * The bus: tells listeners what changed, after it was committed.
 *
 * Changes are gathered for a moment and the newest of each thing is told once, so that a charger that sends twenty
 * messages a second costs a browser two updates. A short history lets a listener that was away catch up.
 */
import { Batch, type Message } from "./batch.ts";
import type { Clock } from "./clock.ts";
import { sizeOf } from "./json.ts";
import { type LiveEvent, liveTypes } from "./domain/views.ts";

export interface Listener {
  /** The types of events that it wants; null means all. It hears of others too. */
  types: ReadonlySet<LiveEvent["type"]> | null;
  hear(batch: Batch): void;
  /** The bus closes. */
  onEnd(): void;
}

/** What changed is told so long after it first did. */
const GATHER_MS = 250;
/** With it all that first changed so soon after it: a busy fleet is told of bit by bit, so that no charger waits for all of it. */
const TOGETHER_MS = 50;
const HISTORY = 2_000;
const HISTORY_CHARACTERS = 4 * 1024 * 1024;
const MAY_COME_BACK_MS = 60_000;

export class Bus {
  readonly #listeners = new Set<Listener>();
  /** In the order in which they first changed. */
  readonly #changed = new Map<string, { since: number; chargerId: string | null; look: () => LiveEvent }>();
  #history: Message[] = [];
  #historyCharacters = 0;
  #seq = 0;
  /** What was told up to here is no longer in the history. */
  #forgottenSeq = 0;
  /** By type: the newest of what nobody was told. */
  readonly #leftOut = new Map<LiveEvent["type"], number>();
  /** By type: until when it is wanted, by the stopwatch. */
  readonly #wanted = new Map<LiveEvent["type"], number>();
  #stopTimer: (() => void) | null = null;

  /** `epoch` tells this process's order from that of another. */
  constructor(private readonly clock: Clock, readonly epoch: string) {}

  get listenerCount(): number {
    return this.#listeners.size;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Whether anybody wants events of a type, or did so lately and may come back for what it missed. */
  isHeard(type: LiveEvent["type"]): boolean {
    const until = this.#wanted.get(type);
    return until !== undefined && (until === Infinity || this.clock.elapsed() < until);
  }

  /** Something changed: `look` is asked once, later, what to tell of it. `name` says which thing it is. */
  changed(name: string, chargerId: string | null, look: () => LiveEvent): void {
    const since = this.#changed.get(name)?.since ?? this.clock.elapsed();
    this.#changed.set(name, { since, chargerId, look });
    this.#stopTimer ??= this.clock.after(GATHER_MS, () => this.#tell());
  }

  /** Something of a type happened that nobody is told: who wants that type and comes back must read everything again. */
  leaveOut(type: LiveEvent["type"]): void {
    this.#leftOut.set(type, ++this.#seq);
  }

  /** @returns the function that ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    for (const type of listener.types ?? liveTypes) this.#wanted.set(type, Infinity);
    return () => {
      this.#listeners.delete(listener);
      for (const type of listener.types ?? liveTypes) {
        const isWanted = [...this.#listeners].some(({ types }) => types === null || types.has(type));
        if (!isWanted) this.#wanted.set(type, this.clock.elapsed() + MAY_COME_BACK_MS);
      }
    };
  }

  /** What was told after `seq`; null when that is longer ago than the history goes, or something of `types` was left out. */
  since(seq: number, types: Listener["types"]): Message[] | null {
    if (seq > this.#seq || seq < this.#forgottenSeq) return null;
    for (const [type, leftOutSeq] of this.#leftOut) {
      if (leftOutSeq > seq && (types === null || types.has(type))) return null;
    }
    return this.#history.filter((message) => message.seq > seq);
  }

  /** Ends: every listener's `onEnd` is called. */
  close(): void {
    this.#stopTimer?.();
    for (const { onEnd } of [...this.#listeners]) onEnd();
    this.#listeners.clear();
  }

  #tell(): void {
    const messages: Message[] = [];
    let end: number | null = null;
    this.#stopTimer = null;
    for (const [name, { since, chargerId, look }] of this.#changed) {
      end ??= since + TOGETHER_MS;
      if (since > end) {
        const wait = Math.max(0, since + GATHER_MS - this.clock.elapsed());
        this.#stopTimer = this.clock.after(wait, () => this.#tell());
        break;
      }
      this.#changed.delete(name);
      const event = look();
      messages.push({ seq: ++this.#seq, chargerId, event, characters: sizeOf(event.data) });
    }
    this.#remember(messages);
    const batch = new Batch(this.epoch, messages);
    for (const listener of this.#listeners) listener.hear(batch);
  }

  #remember(messages: Message[]): void {
    for (const message of messages) {
      this.#history.push(message);
      this.#historyCharacters += message.characters;
    }
    let forgotten = 0;
    for (let left = this.#history.length; left > HISTORY || this.#historyCharacters > HISTORY_CHARACTERS; left--) {
      const { seq, characters } = this.#history[forgotten++];
      this.#forgottenSeq = seq;
      this.#historyCharacters -= characters;
    }
    this.#history.splice(0, forgotten);
  }
}
