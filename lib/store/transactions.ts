/** Transactions: started and stopped exactly once, however often a charger says so. */
import type { Fact, Start } from "../domain/fact.ts";
import type { Sample } from "../domain/sample.ts";
import { say } from "../domain/sentence.ts";
import { StartConflictError } from "../domain/start_conflict.ts";
import { dayOf, isBelievable } from "../domain/time.ts";
import { certainlyMeant, closedBy, ended, endedByAnotherNumber, isRepeat } from "../domain/transaction_end.ts";
import { newTransaction } from "../domain/transaction_start.ts";
import { type Transaction, transactionSchema, type UnmatchedStop } from "../domain/transaction.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import { addEnd } from "./day_sums.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { KnownStarts } from "./known_starts.ts";
import { OpenTransactions } from "./open_transactions.ts";
import { readRecord } from "./records.ts";
import type { IndexCopy } from "./transaction_lists.ts";
import type { UnmatchedStops } from "./unmatched_stops.ts";

type Started = Extract<Fact, { type: "started" }>;
type Stopped = Extract<Fact, { type: "stopped" }>;

/** What a start did: `repeated` when it was known already; `closed` is the stale one it ended. */
export interface StartOutcome {
  transaction: Transaction;
  repeated: boolean;
  closed: Transaction | null;
}

/** What a stop did: the transaction it ended (or had ended before), or that it fits none. */
export type StopOutcome =
  | { type: "ended"; transaction: Transaction; repeated: boolean }
  | { type: "unmatched"; stop: UnmatchedStop; repeated: boolean };

export class Transactions {
  readonly #starts: KnownStarts;
  readonly #open: OpenTransactions;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: {
      commit: GroupCommit;
      ids: Ids;
      log: Log;
      unmatchedStops: UnmatchedStops;
      lastRegister: LastRegister;
      addSamples: AddSamples;
    },
  ) {
    this.#starts = new KnownStarts(kv, (id) => this.find(id));
    this.#open = new OpenTransactions(kv, parts.log);
  }

  async find(id: string): Promise<Transaction | null> {
    return readRecord(transactionSchema, await this.kv.get(keys.transaction(id)), this.parts.log);
  }

  /** By the number on the wire, whichever charger uses it; the newest when several do. */
  async findByNumber(transactionId: number): Promise<Transaction | null> {
    const pointer = await this.kv.get<string>(keys.transactionByNumber(transactionId));
    return pointer.value === null ? null : await this.find(pointer.value);
  }

  /** Those that run on a charger. */
  openOf(chargerId: string): Promise<Transaction[]> {
    return this.#open.of(chargerId);
  }

  /** The number to answer a StartTransaction with: the one it has already when it is a repeat, else a new one. */
  numberFor(chargerId: string, start: Start, receivedAt: number): Promise<number> {
    return this.#starts.numberFor(chargerId, start, receivedAt);
  }

  /**
   * Stores a start, once. One that is still open on the connector is ended with a note.
   * @throws {StartConflictError} when the same start was stored meanwhile under another number.
   */
  async start(chargerId: string, fact: Started): Promise<StartOutcome> {
    while (true) {
      const known = await this.#starts.same(chargerId, fact, fact.receivedAt);
      if (known.transaction !== null) {
        if (known.transaction.transactionId !== fact.transactionId) {
          throw new StartConflictError(chargerId, fact.transactionId);
        }
        return { transaction: known.transaction, repeated: true, closed: null };
      }
      const connectorId = await this.#connectorOf(chargerId, fact);
      const open = await this.#open.on(chargerId, connectorId);
      const stale = open.transaction;
      const closed = stale === null ? null : await this.#closedByNext(stale, fact);
      const registerWh = fact.meterStartWh ?? await this.#registerOf(chargerId, connectorId);
      const where = { chargerId, connectorId, registerWh };
      const transaction = newTransaction(this.parts.ids.ulidAt(fact.at), where, fact);
      const write: Write = { checks: [known.entry, open], sets: [], deletes: [], sums: [] };
      if (stale !== null && closed !== null) addEnd(write, closed, stale);
      const { id } = transaction;
      const copy: IndexCopy = { connectorId, idTag: fact.idTag };
      write.sets!.push(
        { key: keys.transaction(id), value: transaction },
        { key: known.entry.key, value: id },
        { key: open.key, value: id },
        { key: keys.transactionByCharger(chargerId, id), value: copy },
        { key: keys.transactionByTag(fact.idTag, id), value: copy },
        { key: keys.transactionByWire(chargerId, fact.transactionId), value: id },
        { key: keys.transactionByNumber(fact.transactionId), value: id },
      );
      write.sums!.push({ key: keys.stats(dayOf(transaction.startedAt), "started"), add: 1n });
      const versionstamp = await this.parts.commit.write(write);
      if (versionstamp !== null) {
        this.#open.began(transaction, versionstamp);
        return { transaction, repeated: false, closed };
      }
      this.#open.forget(chargerId);
    }
  }

  /** Stores a stop. One that fits no transaction of this charger is kept as unmatched. */
  async stop(chargerId: string, fact: Stopped): Promise<StopOutcome> {
    while (true) {
      const { known, entry } = await this.#meant(chargerId, fact.transactionId);
      if (entry === null || known === null) {
        const outcome = await this.#strayStop(chargerId, fact);
        if (outcome === null) continue;
        return outcome;
      }
      // Before the stop itself, for what a message brings may be more than one commit takes.
      await this.parts.addSamples(chargerId, known.connectorId, fact.samples);
      if (known.endedAt !== null && isRepeat(known, fact)) {
        return { type: "ended", transaction: known, repeated: true };
      }
      if (known.endedAt !== null && !known.isEndAssumed) {
        return await this.parts.unmatchedStops.keep(chargerId, { ...fact, samples: [] });
      }
      const registerWh = fact.meterStopWh ?? await this.#registerOf(chargerId, known.connectorId);
      const transaction = ended(known, fact, registerWh);
      if (await this.#end(transaction, entry, known)) return { type: "ended", transaction, repeated: false };
    }
  }

  /**
   * Ends a transaction that its charger never ended, as `end` says, given the connector's last reading.
   * @returns the transaction, or why not
   */
  async endByHand(
    id: string,
    end: (known: Transaction, last: Sample | null) => Transaction,
  ): Promise<Transaction | "unknown" | "ended"> {
    while (true) {
      const entry = await this.kv.get(keys.transaction(id));
      const known = readRecord(transactionSchema, entry, this.parts.log);
      if (known === null) return "unknown";
      if (known.endedAt !== null) return "ended";
      const last = await this.parts.lastRegister(known.chargerId, known.connectorId);
      const transaction = end(known, last);
      if (await this.#end(transaction, entry, known)) return transaction;
    }
  }

  async #end(
    transaction: Transaction,
    entry: Deno.AtomicCheck,
    before: Transaction,
    also: NonNullable<Write["sets"]> = [],
  ): Promise<boolean> {
    const { chargerId, connectorId, id } = transaction;
    const open = await this.#open.on(chargerId, connectorId);
    const write: Write = { checks: [entry, open], sets: [...also], deletes: [], sums: [] };
    addEnd(write, transaction, before);
    if (open.id === id) write.deletes!.push(open.key);
    const isWritten = await this.parts.commit.write(write) !== null;
    if (isWritten && open.id === id) this.#open.ended(transaction);
    if (!isWritten) this.#open.forget(chargerId);
    return isWritten;
  }

  /** The transaction that a stop names, and the version of its record. */
  async #meant(
    chargerId: string,
    transactionId: number | null,
  ): Promise<{ known: Transaction | null; entry: Deno.AtomicCheck | null }> {
    if (transactionId === null) return { known: null, entry: null };
    const open = this.#open.seen(chargerId, transactionId);
    if (open?.id != null) {
      return { known: open.transaction, entry: { key: keys.transaction(open.id), versionstamp: open.versionstamp } };
    }
    const { value: id } = await this.kv.get<string>(keys.transactionByWire(chargerId, transactionId));
    if (id === null) return { known: null, entry: null };
    const entry = await this.kv.get(keys.transaction(id));
    return { known: readRecord(transactionSchema, entry, this.parts.log), entry };
  }

  /**
   * A stop by a number that its charger does not have: 0, -1, or one of long ago (OCPP.Core#31).
   * @returns null when what it meant has changed meanwhile
   */
  async #strayStop(chargerId: string, fact: Stopped): Promise<StopOutcome | null> {
    const told = await this.kv.get<string>(keys.strayStop(chargerId, fact));
    const matched = told.value === null ? null : await this.find(told.value);
    // A charger without a clock says the same of every session, so there a running one may be meant.
    const isRepeated = matched !== null && isBelievable(fact.chargerAt, fact.receivedAt);
    const meant = isRepeated ? null : await this.#certainlyMeant(chargerId, fact);
    if (meant === null) {
      if (matched !== null) return { type: "ended", transaction: matched, repeated: true };
      return await this.parts.unmatchedStops.keep(chargerId, fact);
    }
    const entry = await this.kv.get(keys.transaction(meant.id));
    const known = readRecord(transactionSchema, entry, this.parts.log);
    if (known === null || known.endedAt !== null) return null;
    await this.parts.addSamples(chargerId, known.connectorId, fact.samples);
    const registerWh = fact.meterStopWh ?? await this.#registerOf(chargerId, known.connectorId);
    const transaction = endedByAnotherNumber(known, fact, registerWh);
    const isEnded = await this.#end(transaction, entry, known, [{ key: told.key, value: known.id }]);
    return isEnded ? { type: "ended", transaction, repeated: false } : null;
  }

  async #certainlyMeant(chargerId: string, fact: Stopped): Promise<Transaction | null> {
    // A number that another charger has says nothing about this one's.
    if (fact.transactionId !== null && await this.findByNumber(fact.transactionId) !== null) return null;
    return certainlyMeant(await this.openOf(chargerId), fact);
  }

  /** A charger with one connector may call it 0 (OCPP.Core: KEBA). What it calls it stays part of what the same start is. */
  async #connectorOf(chargerId: string, { connectorId }: Started): Promise<number> {
    if (connectorId !== 0) return connectorId;
    const range = { prefix: ["connector", chargerId], start: keys.connector(chargerId, 1) };
    const outlets = await Array.fromAsync(this.kv.list(range, { limit: 2 }));
    return outlets.length === 1 ? Number(outlets[0].key[2]) : connectorId;
  }

  async #registerOf(chargerId: string, connectorId: number): Promise<number | null> {
    return (await this.parts.lastRegister(chargerId, connectorId))?.energyWh ?? null;
  }

  async #closedByNext(stale: Transaction, next: Started): Promise<Transaction> {
    const last = await this.parts.lastRegister(stale.chargerId, stale.connectorId);
    // The next session's register is where this one's must have stopped, when nothing else is known.
    const nextWh = next.meterStartWh ?? -Infinity;
    const meterStopWh = last?.energyWh ?? (nextWh >= (stale.meterStartWh ?? 0) ? nextWh : undefined);
    const text = say("ended-by-next", { number: next.transactionId });
    return closedBy(stale, last, { at: next.receivedAt, notAfter: next.at, meterStopWh, text });
  }
}

export type AddSamples = (chargerId: string, connectorId: number, samples: Sample[]) => Promise<void>;

/** Reads a connector's newest reading; for a transaction that its charger never ended. */
type LastRegister = (chargerId: string, connectorId: number) => Promise<Sample | null>;
