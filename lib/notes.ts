/**
 * Notes: counts what chargers do that a standard does not expect, without costing their messages anything.
 *
 * The first of a kind is stored at once, so that an operator sees it. Some chargers do the same odd thing in every message:
 * what follows is gathered in memory and stored every 10 seconds. A crash may lose the last of a count.
 */
import type { Clock } from "./clock.ts";
import { addToNote, type ChargerNote, type NewNote } from "./domain/charger_note.ts";
import type { Fact } from "./domain/fact.ts";
import { withoutHidden } from "./domain/hidden.ts";
import { say, withWords } from "./domain/sentence.ts";
import { StoreDownError } from "./domain/store_down.ts";
import type { ChargerState } from "./fleet_state.ts";
import type { Log } from "./log.ts";
import type { Chargers } from "./store/chargers.ts";
import type { StartOutcome, StopOutcome } from "./store/transactions.ts";

const EVERY_MS = 10_000;
/** A fleet of odd chargers must not keep the store busy: so many are stored in a round, the rest in the next. */
const MOST_A_ROUND = 500;
const LONGEST_DETAIL = 500;
/** A charger that starts again within this does not work. */
const BOOT_LOOP_MS = 60_000;

type FactOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>;

/** One kind of one charger. `waiting` null: stored lately, and nothing new since. */
interface Counter {
  chargerId: string;
  waiting: NewNote | null;
}

/** A clock that was wrong so long ago is either set, or will be wrong again. */
const CLOCK_TOLD_MS = 86_400_000;

export class Notes {
  readonly #counters = new Map<string, Counter>();
  /** By charger: when its clock was seen to be wrong, since this process started. */
  readonly #wrongClocks = new Map<string, number>();
  readonly #stopTimer: () => void;
  #storing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { chargers: Pick<Chargers, "note" | "notesOf">; clock: Clock; log: Log }) {
    this.#stopTimer = parts.clock.every(EVERY_MS, () => this.#round(MOST_A_ROUND));
  }

  /** Counts something odd. Never fails a message, and never holds it up. */
  add(chargerId: string, { kind, at, count, detail }: NewNote): void {
    const shown = withWords(detail, (word) => withoutHidden(word).slice(0, LONGEST_DETAIL));
    const note = { kind, at, count, detail: shown };
    if (kind === "clock-wrong") this.#wrongClocks.set(chargerId, at);
    const name = `${kind} ${chargerId}`;
    const counter = this.#counters.get(name);
    if (counter === undefined) {
      this.#counters.set(name, { chargerId, waiting: null });
      this.#store(chargerId, note);
    } else if (counter.waiting === null) counter.waiting = note;
    else {
      const { firstAt = counter.waiting.at, count } = counter.waiting;
      counter.waiting = { ...note, firstAt, count: count + note.count };
    }
  }

  /** Chargers whose clock was wrong within the last day. */
  wrongClocks(): { chargerId: string; at: number }[] {
    const since = this.parts.clock.now() - CLOCK_TOLD_MS;
    for (const [chargerId, at] of this.#wrongClocks) if (at < since) this.#wrongClocks.delete(chargerId);
    return [...this.#wrongClocks].map(([chargerId, at]) => ({ chargerId, at }));
  }

  /** Everything noted of a charger, also what is not stored yet. */
  async of(chargerId: string): Promise<ChargerNote[]> {
    await this.#storing;
    const notes = new Map(
      (await Array.fromAsync(this.parts.chargers.notesOf(chargerId))).map((one) => [one.kind, one]),
    );
    for (const { chargerId: id, waiting } of this.#counters.values()) {
      if (id === chargerId && waiting !== null) {
        notes.set(waiting.kind, addToNote(notes.get(waiting.kind) ?? null, waiting));
      }
    }
    return [...notes.values()];
  }

  ofMeter(chargerId: string, { connectorId, transactionId }: FactOf<"metered">, state?: ChargerState): void {
    // Connector 0 is the charger as a whole: whatever runs, runs there too.
    if (transactionId === undefined || connectorId === 0) return;
    const runs = state?.connectors.get(connectorId)?.transaction ?? null;
    if (transactionId === runs?.transactionId) return;
    const where = { number: transactionId, connector: connectorId };
    const detail = runs === null
      ? say("meter-of-none", where)
      : say("meter-of-other", { ...where, other: runs.transactionId });
    this.add(chargerId, { kind: "meter-of-other-transaction", at: this.parts.clock.now(), count: 1, detail });
  }

  ofBoot(chargerId: string, { at }: FactOf<"booted">, state?: ChargerState): void {
    const lastBootAt = state?.charger.bootedAt ?? null;
    if (lastBootAt === null || at - lastBootAt > BOOT_LOOP_MS) return;
    const detail = say("boot-again", { seconds: Math.round((at - lastBootAt) / 1000) });
    this.add(chargerId, { kind: "boot-loop", at, count: 1, detail });
  }

  ofStart(chargerId: string, { connectorId, receivedAt: at }: FactOf<"started">, outcome: StartOutcome): void {
    const { transaction, repeated, closed } = outcome;
    const which = { number: transaction.transactionId, connector: transaction.connectorId };
    if (repeated) {
      return this.add(chargerId, { kind: "message-repeated", at, count: 1, detail: say("start-again", which) });
    }
    if (connectorId === 0) this.add(chargerId, { kind: "connector-zero", at, count: 1, detail: say("start", which) });
    if (closed !== null) {
      const detail = say("start-before-end", { ...which, older: closed.transactionId });
      this.add(chargerId, { kind: "start-replaced", at, count: 1, detail });
    }
  }

  ofStop(chargerId: string, { transactionId, receivedAt: at }: FactOf<"stopped">, outcome: StopOutcome): void {
    const told = transactionId === null ? say("stop-without-number") : say("stop", { number: transactionId });
    if (outcome.repeated) return this.add(chargerId, { kind: "message-repeated", at, count: 1, detail: told });
    if (outcome.type === "unmatched") {
      return this.add(chargerId, { kind: "stop-unmatched", at, count: 1, detail: told });
    }
    const meant = outcome.transaction.transactionId;
    if (meant === transactionId) return;
    const detail = transactionId === null
      ? say("stop-without-number-taken-for", { meant })
      : say("stop-taken-for", { number: transactionId, meant });
    this.add(chargerId, { kind: "stop-matched", at, count: 1, detail });
  }

  /** Stores all that is counted, and counts no more. */
  async close(): Promise<void> {
    this.#stopTimer();
    this.#round(Infinity);
    await this.#storing;
  }

  #round(most: number): void {
    let stored = 0;
    for (const [name, { chargerId, waiting }] of [...this.#counters]) {
      if (stored === most) return;
      // To the end of the line: who waited in this round is not the first in the next.
      this.#counters.delete(name);
      if (waiting === null) continue;
      this.#counters.set(name, { chargerId, waiting: null });
      this.#store(chargerId, waiting);
      stored++;
    }
  }

  #store(chargerId: string, note: NewNote): void {
    const stored = this.parts.chargers.note(chargerId, note)
      .catch((error) => {
        if (error instanceof StoreDownError) return;
        this.parts.log.warn("Note could not be stored", { charger: chargerId, kind: note.kind, error });
      });
    this.#storing = this.#storing.then(() => stored);
  }
}
