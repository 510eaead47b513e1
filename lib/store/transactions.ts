/** Transactions: started and stopped exactly once, however often a charger says so. */
import type { Fact, Start } from "../domain/fact.ts";
import type { Sample } from "../domain/sample.ts";
import { dayOf, isBelievable } from "../domain/time.ts";
import { closedBy, ended, isRepeat } from "../domain/transaction_end.ts";
import { type Transaction, transactionSchema, type UnmatchedStop } from "../domain/transaction.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { JournalRow } from "./journal.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";
import { readRecord } from "./records.ts";

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
  | { type: "unmatched"; stop: UnmatchedStop };

export class Transactions {
  readonly #numbers: BlockNumbers;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; ids: Ids; log: Log; lastRegister: LastRegister },
  ) {
    this.#numbers = new BlockNumbers(kv, "transaction");
  }

  async find(id: string): Promise<Transaction | null> {
    return readRecord(transactionSchema, await this.kv.get(keys.transaction(id)), this.parts.log);
  }

  /** By the number its charger uses. */
  async findByWire(chargerId: string, transactionId: number): Promise<Transaction | null> {
    const pointer = await this.kv.get<string>(keys.transactionByWire(chargerId, transactionId));
    return pointer.value === null ? null : await this.find(pointer.value);
  }

  /** By the number on the wire, whichever charger uses it; the newest when several do. */
  async findByNumber(transactionId: number): Promise<Transaction | null> {
    const pointer = await this.kv.get<string>(keys.transactionByNumber(transactionId));
    return pointer.value === null ? null : await this.find(pointer.value);
  }

  /** Those that run on a charger. */
  async openOf(chargerId: string): Promise<Transaction[]> {
    const pointers = await Array.fromAsync(this.kv.list<string>({ prefix: ["transaction_open", chargerId] }));
    const found = await Promise.all(pointers.map(({ value }) => this.find(value)));
    return found.filter((one) => one !== null);
  }

  /** The number to answer a StartTransaction with: the one it has already when it is a repeat, else a new one. */
  async numberFor(chargerId: string, start: Start, receivedAt: number): Promise<number> {
    const known = await this.#sameStart(chargerId, start, receivedAt);
    return known.transaction?.transactionId ?? await this.#numbers.take();
  }

  /**
   * Stores a start, once. One that is still open on the connector is ended with a note.
   * @throws StartConflictError when the same start was stored meanwhile under another number.
   */
  async start(chargerId: string, fact: Started): Promise<StartOutcome> {
    while (true) {
      const known = await this.#sameStart(chargerId, fact, fact.receivedAt);
      if (known.transaction !== null) {
        if (known.transaction.transactionId !== fact.transactionId) throw new StartConflictError(chargerId, fact);
        return { transaction: known.transaction, repeated: true, closed: null };
      }
      const openKey = keys.transactionOpen(chargerId, fact.connectorId);
      const open = await this.kv.get<string>(openKey);
      const stale = open.value === null ? null : await this.find(open.value);
      const closed = stale === null ? null : await this.#closedByNext(stale, fact);
      const transaction = this.#newTransaction(chargerId, fact);
      const write: Write = { checks: [known.entry, open], sets: [], deletes: [], sums: [] };
      if (closed !== null) addEnd(write, closed);
      const { id } = transaction;
      write.sets!.push(
        { key: keys.transaction(id), value: transaction },
        { key: known.entry.key, value: id },
        { key: openKey, value: id },
        { key: keys.transactionByCharger(chargerId, id), value: null },
        { key: keys.transactionByTag(fact.idTag, id), value: null },
        { key: keys.transactionByWire(chargerId, fact.transactionId), value: id },
        { key: keys.transactionByNumber(fact.transactionId), value: id },
      );
      write.sums!.push({ key: keys.stats(dayOf(transaction.startedAt), "started"), add: 1n });
      if (await this.parts.commit.write(write)) return { transaction, repeated: false, closed };
    }
  }

  /** Stores a stop. One that fits no transaction of this charger is kept as unmatched. */
  async stop(chargerId: string, fact: Stopped): Promise<StopOutcome> {
    while (true) {
      const pointer = await this.kv.get<string>(keys.transactionByWire(chargerId, fact.transactionId));
      if (pointer.value === null) return await this.#unmatched(chargerId, fact);
      const entry = await this.kv.get(keys.transaction(pointer.value));
      const known = readRecord(transactionSchema, entry, this.parts.log);
      if (known === null) return await this.#unmatched(chargerId, fact);
      const samples = fact.samples.map((sample) => ({ chargerId, connectorId: known.connectorId, sample }));
      if (known.endedAt !== null) {
        if (samples.length > 0) await this.parts.commit.write({ samples });
        if (isRepeat(known, fact)) return { type: "ended", transaction: known, repeated: true };
        return await this.#unmatched(chargerId, { ...fact, samples: [] });
      }
      const transaction = ended(known, fact);
      if (await this.#end(transaction, entry, samples)) return { type: "ended", transaction, repeated: false };
    }
  }

  /**
   * Ends a transaction that its charger never ended. What is not given is taken from the last reading.
   * @returns the transaction, or why not
   */
  async endByHand(
    id: string,
    given: { meterStopWh?: number; stopReason?: string; endedBy: string; at: number },
  ): Promise<Transaction | "unknown" | "ended"> {
    while (true) {
      const entry = await this.kv.get(keys.transaction(id));
      const known = readRecord(transactionSchema, entry, this.parts.log);
      if (known === null) return "unknown";
      if (known.endedAt !== null) return "ended";
      const last = await this.parts.lastRegister(known.chargerId, known.connectorId);
      const transaction = closedBy(known, last, {
        at: given.at,
        meterStopWh: given.meterStopWh,
        stopReason: given.stopReason,
        text: `Ended by ${given.endedBy}: its charger never did`,
      });
      if (await this.#end(transaction, entry, [])) return transaction;
    }
  }

  async #end(transaction: Transaction, entry: Deno.KvEntryMaybe<unknown>, samples: JournalRow[]): Promise<boolean> {
    const openKey = keys.transactionOpen(transaction.chargerId, transaction.connectorId);
    const open = await this.kv.get<string>(openKey);
    const write: Write = { checks: [entry, open], sets: [], deletes: [], sums: [], samples };
    addEnd(write, transaction);
    if (open.value === transaction.id) write.deletes!.push(openKey);
    return await this.parts.commit.write(write);
  }

  async #unmatched(chargerId: string, fact: Stopped): Promise<StopOutcome> {
    const stop: UnmatchedStop = {
      v: 1,
      id: this.parts.ids.ulidAt(fact.receivedAt),
      chargerId,
      transactionId: fact.transactionId,
      idTag: fact.idTag,
      meterStopWh: fact.meterStopWh,
      stopReason: fact.stopReason,
      at: fact.at,
      receivedAt: fact.receivedAt,
    };
    // Its samples cannot be told apart by connector; they join the charger's own line, number 0.
    const samples = fact.samples.map((sample) => ({ chargerId, connectorId: 0, sample }));
    await this.parts.commit.write({ sets: [{ key: keys.unmatchedStop(chargerId, stop.id), value: stop }], samples });
    return { type: "unmatched", stop };
  }

  async #sameStart(chargerId: string, start: Start, receivedAt: number) {
    const { connectorId, idTag, meterStartWh } = start;
    const key = keys.transactionByStart(chargerId, connectorId, start.chargerAt ?? 0, idTag, meterStartWh);
    const entry = await this.kv.get<string>(key);
    const transaction = entry.value === null ? null : await this.find(entry.value);
    // A charger without a clock tells the same time for every start, so an ended one with that time is another one.
    const isOther = transaction !== null && transaction.endedAt !== null && !isBelievable(start.chargerAt, receivedAt);
    return { entry, transaction: isOther ? null : transaction };
  }

  #newTransaction(chargerId: string, fact: Started): Transaction {
    return {
      v: 1,
      id: this.parts.ids.ulidAt(fact.at),
      transactionId: fact.transactionId,
      chargerId,
      connectorId: fact.connectorId,
      idTag: fact.idTag,
      tagStatus: fact.tagStatus,
      startedAt: fact.at,
      endedAt: null,
      meterStartWh: fact.meterStartWh,
      meterStopWh: null,
      stopReason: null,
      stopIdTag: null,
      reservationId: fact.reservationId,
      startReceivedAt: fact.receivedAt,
      endReceivedAt: null,
      notes: [],
    };
  }

  async #closedByNext(stale: Transaction, next: Started): Promise<Transaction> {
    const last = await this.parts.lastRegister(stale.chargerId, stale.connectorId);
    const text =
      `Its charger never ended it: ended because transaction ${next.transactionId} began on the same connector`;
    return closedBy(stale, last, { at: next.receivedAt, notAfter: next.at, text });
  }
}

/** Reads a connector's newest reading; for a transaction that its charger never ended. */
type LastRegister = (chargerId: string, connectorId: number) => Promise<Sample | null>;

/** The same start is stored under another number: asking again gets that number. */
export class StartConflictError extends Error {
  override name = "StartConflictError";
  constructor(chargerId: string, start: Started) {
    super(`Cannot store transaction ${start.transactionId} of "${chargerId}": the same start has another number`);
  }
}

/** A transaction's end and what the day's totals gain by it. */
function addEnd(write: Write, transaction: Transaction): void {
  const day = dayOf(transaction.endedAt ?? transaction.startedAt);
  const energyWh = (transaction.meterStopWh ?? transaction.meterStartWh) - transaction.meterStartWh;
  write.sets!.push({ key: keys.transaction(transaction.id), value: transaction });
  write.sums!.push({ key: keys.stats(day, "ended"), add: 1n });
  if (energyWh > 0) write.sums!.push({ key: keys.stats(day, "energyWh"), add: BigInt(Math.round(energyWh)) });
}
