/** Lists of transactions: newest first, filtered, one page at a time, at a cost that does not grow with the store. */
import { type Transaction, transactionSchema, type UnmatchedStop, unmatchedStopSchema } from "../domain/transaction.ts";
import { firstUlidAt } from "../ids.ts";
import type { Log } from "../log.ts";
import { keys } from "./keys.ts";
import { getAll, readRecord } from "./records.ts";

/** Times are epoch ms of `startedAt`; `from` is included, `to` is not. `after` is the last id of the page before. */
export interface TransactionFilter {
  state?: "active" | "ended";
  chargerId?: string;
  connectorId?: number;
  idTag?: string;
  from?: number;
  to?: number;
}

/** `next` is the id to go on after; null when that was all. */
export interface TransactionPage {
  items: Transaction[];
  next: string | null;
}

/** A page looks at no more entries than this; a rare match then takes several pages, some of them short. */
const MOST_LOOKED_AT = 2_000;
const BATCH = 100;

export class TransactionLists {
  constructor(private readonly kv: Deno.Kv, private readonly log: Log) {}

  async page(filter: TransactionFilter, { limit, after }: { limit: number; after?: string }): Promise<TransactionPage> {
    const prefix = indexFor(filter);
    const last = filter.to === undefined ? undefined : firstUlidAt(filter.to);
    const start = [...prefix, filter.from === undefined ? "" : firstUlidAt(filter.from)];
    let end = [...prefix, smallest(after, last) ?? "~"];
    const items: Transaction[] = [];
    if (start.join("\0") >= end.join("\0")) return { items, next: null };
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
      const entries = await Array.fromAsync(this.kv.list({ start, end }, { reverse: true, limit: BATCH }));
      for (const transaction of await this.#read(entries, prefix[0] === "transaction")) {
        if (!matches(transaction, filter)) continue;
        items.push(transaction);
        if (items.length === limit) return { items, next: transaction.id };
      }
      if (entries.length < BATCH) return { items, next: null };
      end = [...entries[entries.length - 1].key] as string[]; // Every part of these keys is a string.
    }
    return { items, next: end[end.length - 1] };
  }

  /** All that run; for the start of the process. */
  async open(): Promise<Transaction[]> {
    const pointers = await Array.fromAsync(this.kv.list<string>({ prefix: ["transaction_open"] }));
    return this.#parse(await getAll(this.kv, pointers.map(({ value }) => keys.transaction(value))));
  }

  /** Stops that fit no transaction, of one charger or of all, newest first within a charger; those behind `after`. */
  async unmatchedStops(
    chargerId: string | null,
    { limit, after }: { limit: number; after?: Pick<UnmatchedStop, "chargerId" | "id"> },
  ): Promise<UnmatchedStop[]> {
    const prefix = chargerId === null ? ["unmatched_stop"] : ["unmatched_stop", chargerId];
    const selector = after === undefined ? { prefix } : { prefix, end: keys.unmatchedStop(after.chargerId, after.id) };
    const stops: UnmatchedStop[] = [];
    for await (const entry of this.kv.list(selector, { reverse: true, limit })) {
      const stop = readRecord(unmatchedStopSchema, entry, this.log);
      if (stop !== null) stops.push(stop);
    }
    return stops;
  }

  #read(entries: Deno.KvEntry<unknown>[], areRecords: boolean): Promise<Transaction[]> | Transaction[] {
    if (areRecords) return this.#parse(entries);
    return getAll(this.kv, entries.map(({ key }) => keys.transaction(String(key[key.length - 1])))).then((all) =>
      this.#parse(all)
    );
  }

  #parse(entries: Deno.KvEntryMaybe<unknown>[]): Transaction[] {
    return entries.map((entry) => readRecord(transactionSchema, entry, this.log)).filter((one) => one !== null);
  }
}

/** Whether a transaction is one of those asked for. */
export function matches(transaction: Transaction, filter: TransactionFilter): boolean {
  return (filter.state === undefined || (filter.state === "active") === (transaction.endedAt === null)) &&
    (filter.chargerId === undefined || filter.chargerId === transaction.chargerId) &&
    (filter.connectorId === undefined || filter.connectorId === transaction.connectorId) &&
    (filter.idTag === undefined || filter.idTag.toLowerCase() === transaction.idTag.toLowerCase()) &&
    (filter.from === undefined || transaction.startedAt >= filter.from) &&
    (filter.to === undefined || transaction.startedAt < filter.to);
}

function indexFor({ chargerId, idTag, state }: TransactionFilter): string[] {
  if (chargerId !== undefined) return ["transaction_by_charger", chargerId];
  if (idTag !== undefined) return ["transaction_by_tag", idTag.toLowerCase()];
  return state === "ended" ? ["transaction_ended"] : ["transaction"];
}

function smallest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
