/**
 * What came on a link and is not answered yet, in the order it came.
 *
 * A link that waits for its answers, as it should, has at most one message here. Of what comes faster a few are read at once,
 * and the rest only when the link has its turn.
 */
import type { Backlog } from "./backlog.ts";
import type { Call } from "./frame.ts";

/** What may come before earlier calls are answered; a charger should send one at a time (OCPP-J 1.6 §4.1.1). */
const MOST_WAITING = 1_000;
const MOST_WAITING_CHARACTERS = 8 * 1024 * 1024;

/** So much of it is read in a turn; of a long message one. */
const MOST_A_TURN = 16;
const MOST_CHARACTERS_A_TURN = 64 * 1024;

/** `at` is by the stopwatch. */
interface Unread {
  text: string;
  at: number;
}

export class Inbox {
  #calls: { call: Call; at: number }[] = [];
  #unread: Unread[] | null = null;
  #characters = 0;
  /** Messages that were read while earlier ones had no answer, since the link's last turn. */
  #ahead = 0;

  constructor(private readonly backlog: Backlog | undefined) {}

  get hasUnread(): boolean {
    return this.#unread !== null;
  }

  /** Too much waits here, or on all links together while this one does not wait for its answers. */
  get isBehind(): boolean {
    const waiting = this.#calls.length + (this.#unread?.length ?? 0);
    return waiting > MOST_WAITING || this.#characters > MOST_WAITING_CHARACTERS ||
      (waiting > 1 && this.backlog?.isFull === true);
  }

  /** Whether a message has to wait for its link's turn. `isAnswering`: an earlier one has no answer yet. */
  mustWait(isAnswering: boolean): boolean {
    if (this.#unread !== null) return true;
    if (!isAnswering) this.#ahead = 0;
    return isAnswering && ++this.#ahead > MOST_A_TURN;
  }

  hold(text: string, at: number): void {
    this.#count(text.length);
    (this.#unread ??= []).push({ text, at });
  }

  /** Hands over what may be read now. */
  takeTurn(read: (text: string, at: number) => void): void {
    this.#ahead = 0;
    let characters = 0;
    for (let i = 0; this.#unread !== null && i < MOST_A_TURN && this.#calls.length < MOST_A_TURN; i++) {
      const { text, at } = this.#unread.shift()!;
      if (this.#unread.length === 0) this.#unread = null;
      read(text, at);
      characters += text.length;
      if (characters > MOST_CHARACTERS_A_TURN) break;
    }
    this.settle();
  }

  /** `characters`: those that did not wait here before. */
  put(call: Call, at: number, characters: number): void {
    this.#count(characters);
    this.#calls.push({ call, at });
  }

  shift(): { call: Call; at: number } | undefined {
    return this.#calls.shift();
  }

  /** Gives the room back when nothing waits any more. */
  settle(): void {
    if (this.#calls.length === 0 && this.#unread === null) this.#count(-this.#characters);
  }

  /** Forgets what waits. */
  clear(): void {
    this.#calls = [];
    this.#unread = null;
    this.#count(-this.#characters);
  }

  #count(characters: number): void {
    this.#characters += characters;
    if (this.backlog !== undefined) this.backlog.characters += characters;
  }
}
