/** Lists of transactions: newest first, filtered, one page at a time, at a cost that does not grow with the store. */
import { isSameTag } from "../domain/tag.ts";
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

/** What the indexes by charger and by tag hold of a transaction, so that most can be passed over unread. It never changes. */
export type IndexCopy = Pick<Transaction, "connectorId" | "idTag">;

/** `next` is the id to go on after; null when that was all. */
export interface TransactionPage {
  items: Transaction[];
  next: string | null;
}

/**
 * A page looks at so many entries and gets so many records by their ids, which costs four times as much. A rare match then
 * takes several pages, some of them short or empty.
 */
const MOST_LOOKED_AT = 2_000;
const MOST_FETCHED = 800;
const MOST_AT_ONCE = 500;
/** Looked at beyond the page: those that run stand among those that ended. */
const A_FEW = 5;

export class TransactionLists {
  constructor(private readonly kv: Deno.Kv, private readonly log: Log) {}

  async page(filter: TransactionFilter, { limit, after }: { limit: number; after?: string }): Promise<TransactionPage> {
    const prefix = indexFor(filter);
    const last = filter.to === undefined ? undefined : firstUlidAt(filter.to);
    const start = [...prefix, filter.from === undefined ? "" : firstUlidAt(filter.from)];
    let end = [...prefix, smallest(after, last) ?? "~"];
    const items: Transaction[] = [];
    if (start.join("\0") >= end.join("\0")) return { items, next: null };
    const areRecords = prefix[0] === "transaction";
    const first = filter.state === undefined ? limit : limit + A_FEW;
    let [looked, fetched, atOnce] = [0, 0, Math.min(first, MOST_AT_ONCE)];
    while (looked < MOST_LOOKED_AT && fetched < MOST_FETCHED) {
      const entries = await Array.fromAsync(this.kv.list({ start, end }, { reverse: true, limit: atOnce }));
      const possible = entries.filter(({ value }) => mayMatch(value, filter));
      for (const transaction of await this.#read(possible, areRecords)) {
        if (!matches(transaction, filter)) continue;
        items.push(transaction);
        if (items.length === limit) return { items, next: transaction.id };
      }
      if (entries.length < atOnce) return { items, next: null };
      end = [...entries[entries.length - 1].key] as string[]; // Every part of these keys is a string.
      looked += entries.length;
      if (!areRecords) fetched += possible.length;
      atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
    }
    return { items, next: end[end.length - 1] };
  }

  /** All that run; for the start of the process. */
  async open(): Promise<Transaction[]> {
    const pointers = await Array.fromAsync(this.kv.list<string>({ prefix: ["transaction_open"] }));
    return this.#parse(await getAll(this.kv, pointers.map(({ value }) => keys.transaction(value))));
  }

  /** Stops that fit no transaction, of one charger or of all, newest first; those behind `after`. */
  async unmatchedStops(
    chargerId: string | null,
    { limit, after }: { limit: number; after?: string },
  ): Promise<UnmatchedStop[]> {
    const key = (id: string) => chargerId === null ? keys.unmatchedStopByTime(id) : keys.unmatchedStop(chargerId, id);
    const range = { start: key(""), end: key(after ?? "~") };
    const entries = await Array.fromAsync(this.kv.list(range, { reverse: true, limit }));
    const found = chargerId === null
      ? await getAll(this.kv, entries.map(({ key, value }) => keys.unmatchedStop(String(value), String(key[1]))))
      : entries;
    return found.map((entry) => readRecord(unmatchedStopSchema, entry, this.log)).filter((one) => one !== null);
  }

  async #read(entries: Deno.KvEntry<unknown>[], areRecords: boolean): Promise<Transaction[]> {
    if (areRecords) return this.#parse(entries);
    return this.#parse(await getAll(this.kv, entries.map(({ key }) => keys.transaction(String(key[key.length - 1])))));
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
    (filter.idTag === undefined || isSameTag(filter.idTag, transaction.idTag)) &&
    (filter.from === undefined || transaction.startedAt >= filter.from) &&
    (filter.to === undefined || transaction.startedAt < filter.to);
}

/** Whether an entry may be one of those: what it says itself does not speak against it. A record says it all. */
function mayMatch(value: unknown, { connectorId, idTag }: TransactionFilter): boolean {
  const told: Partial<IndexCopy> = value ?? {};
  return (connectorId === undefined || told.connectorId === undefined || connectorId === told.connectorId) &&
    (idTag === undefined || told.idTag === undefined || isSameTag(idTag, told.idTag));
}

function indexFor({ chargerId, idTag, connectorId, state }: TransactionFilter): string[] {
  if (chargerId !== undefined) return ["transaction_by_charger", chargerId];
  if (idTag !== undefined) return ["transaction_by_tag", idTag.toLowerCase()];
  return state === "ended" && connectorId === undefined ? ["transaction_ended"] : ["transaction"];
}

function smallest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
