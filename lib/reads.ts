/** What pages and programs read: the store's records and the fleet's present, in the shapes of the REST API. */
import { type ChargerList, type ChargerQuery, listChargers } from "./charger_list.ts";
import { type ChargerRow, toChargerRow } from "./charger_row.ts";
import type { Clock } from "./clock.ts";
import { toChargerNoteView, toSampleView, toTagView, toUnmatchedStopView } from "./domain/shape.ts";
import type { Sample } from "./domain/sample.ts";
import { type SessionTotals, totalOf } from "./domain/session_totals.ts";
import { Thinner } from "./domain/thin.ts";
import type { Tag } from "./domain/tag.ts";
import { stateOfTag, type TagState } from "./domain/tag_state.ts";
import type { Transaction } from "./domain/transaction.ts";
import type {
  ChargerDetail,
  ChargerView,
  Page,
  SampleView,
  StatsView,
  TagView,
  TransactionView,
  UnmatchedStopView,
} from "./domain/views.ts";
import type { Fleet } from "./fleet.ts";
import { viewCharger } from "./fleet_state.ts";
import type { FleetReadings } from "./fleet_readings.ts";
import { isUlid } from "./ids.ts";
import type { Notes } from "./notes.ts";
import type { Store } from "./store/mod.ts";
import { matches, type TransactionFilter } from "./store/transaction_lists.ts";

/** `after` is the last item's key of the page before. */
export interface PageWish {
  limit: number;
  after?: string;
}

/** Times are epoch ms, both included. With `maxPoints` the range is thinned and there is no next page. */
export interface SampleWish {
  from: number;
  to?: number;
  limit: number;
  after?: string;
  maxPoints?: number;
}

/** A sum of a million sessions takes ten thousand requests, none of which keeps the others waiting. */
const MOST_SUMMED = 100;
/** A page looks at no more tags than this; a rare match then takes several pages. */
const MOST_TAGS_LOOKED_AT = 2_000;

export class Reads {
  constructor(
    private readonly parts: { store: Store; fleet: Fleet; readings: FleetReadings; notes: Notes; clock: Clock },
  ) {}

  chargers(query: ChargerQuery): ChargerList<ChargerView> {
    return listChargers(this.parts.fleet, query, viewCharger);
  }

  chargerRows(query: ChargerQuery): ChargerList<ChargerRow> {
    return listChargers(this.parts.fleet, query, toChargerRow);
  }

  async charger(id: string): Promise<ChargerDetail | null> {
    const { readings, fleet, notes } = this.parts;
    for (const { connectorId } of fleet.view(id)?.connectors ?? []) await readings.know(id, connectorId);
    const view = fleet.view(id);
    if (view === null) return null;
    return {
      ...view,
      notes: (await notes.of(id)).map(toChargerNoteView),
    };
  }

  /** Transactions, newest first. */
  async transactions(filter: TransactionFilter, wish: PageWish): Promise<Page<TransactionView>> {
    const { items, next } = filter.state === "active"
      ? this.#running(filter, wish)
      : await this.parts.store.transactionLists.page(filter, wish);
    return { items: items.map((one) => this.parts.fleet.viewOf(one)), next };
  }

  /** The transactions that run, newest first, and how many fit the filter in all. */
  running(filter: TransactionFilter, wish: PageWish): Page<TransactionView> & { total: number } {
    const { items, next, total } = this.#running(filter, wish);
    return { items: items.map((one) => this.parts.fleet.viewOf(one)), next, total };
  }

  /** Sums over what fits, those that run first, so many at a time; `next` says where to go on. */
  async totals(filter: TransactionFilter, after?: string): Promise<SessionTotals & { next: string | null }> {
    const { fleet, store } = this.parts;
    const isFirst = after === undefined && filter.state !== "ended";
    const running = isFirst ? fleet.running((one) => matches(one, filter)) : [];
    const wish = { limit: MOST_SUMMED, after };
    const { items, next } = filter.state === "active"
      ? { items: [], next: null }
      : await store.transactionLists.page({ ...filter, state: "ended" }, wish);
    return { ...totalOf([...running, ...items].map((one) => fleet.viewOf(one))), next };
  }

  /** By our id, or by the number on the wire. */
  async transaction(id: string): Promise<TransactionView | null> {
    const found = await this.#find(id);
    if (found === null) return null;
    if (found.endedAt === null) await this.parts.readings.know(found.chargerId, found.connectorId);
    return this.parts.fleet.viewOf(found);
  }

  /** A connector's samples, oldest first. */
  samples(chargerId: string, connectorId: number, wish: SampleWish): Promise<Page<SampleView>> {
    const from = wish.after === undefined ? wish.from : Math.max(wish.from, readSampleCursor(wish.after).at);
    const range = { from, to: wish.to };
    const parts = this.parts.store.samples.range(chargerId, connectorId, range);
    return wish.maxPoints === undefined ? page(parts, wish) : thinned(parts, wish, this.parts.clock.now());
  }

  /** A transaction's samples: its interval on its connector's line. Null: no such transaction. */
  async transactionSamples(id: string, wish: Omit<SampleWish, "from" | "to">): Promise<Page<SampleView> | null> {
    const found = await this.#find(id);
    if (found === null) return null;
    const { chargerId, connectorId, startedAt, endedAt } = found;
    return await this.samples(chargerId, connectorId, { ...wish, from: startedAt, to: endedAt ?? undefined });
  }

  /** The present counted, and the UTC days from that of `from` to that of `to` (epoch ms). */
  async stats(from: number, to: number): Promise<StatsView> {
    const days = await this.parts.store.stats.days(from, to);
    return {
      ...this.parts.fleet.counts(),
      energyWh: days.reduce((sum, { energyWh }) => sum + energyWh, 0),
      transactions: days.reduce((sum, { ended }) => sum + ended, 0),
      days,
    };
  }

  /** Stored tags in the order of their spelling; `q` is part of the tag or its label, in any case. */
  async tags(filter: { q?: string; state?: TagState }, { limit, after }: PageWish): Promise<Page<TagView>> {
    const now = this.parts.clock.now();
    const items: TagView[] = [];
    let looked = 0;
    let last = after ?? null;
    const isFiltered = filter.q !== undefined || filter.state !== undefined;
    const batchSize = isFiltered ? MOST_TAGS_LOOKED_AT / 4 : limit + 1;
    for await (const tag of this.parts.store.tags.list({ batchSize, after })) {
      if (items.length === limit) return { items, next: last };
      last = tag.idTag;
      if (isWanted(tag, filter, now)) items.push(toTagView(tag));
      if (++looked === MOST_TAGS_LOOKED_AT) return { items, next: last };
    }
    return { items, next: null };
  }

  /** Stops that fit no transaction, newest first; `after` is an id. */
  async unmatchedStops(chargerId: string | null, { limit, after }: PageWish): Promise<Page<UnmatchedStopView>> {
    const { transactionLists } = this.parts.store;
    const found = await transactionLists.unmatchedStops(chargerId, { limit: limit + 1, after });
    const items = found.slice(0, limit).map(toUnmatchedStopView);
    return { items, next: found.length > limit ? items[limit - 1].id : null };
  }

  /** Those that run are in memory; among all that ever ran they may be far apart. */
  #running(filter: TransactionFilter, { limit, after = "~" }: PageWish) {
    const all = this.parts.fleet.running((one) => matches(one, filter));
    const left = all.filter(({ id }) => id < after).sort((a, b) => a.id < b.id ? 1 : -1);
    const items = left.slice(0, limit);
    return { items, next: left.length > limit ? items[limit - 1].id : null, total: all.length };
  }

  async #find(id: string): Promise<Transaction | null> {
    const { transactions } = this.parts.store;
    if (isUlid(id)) return await transactions.find(id);
    return /^-?\d{1,15}$/.test(id) ? await transactions.findByNumber(Number(id)) : null;
  }
}

function isWanted(tag: Tag, { q, state }: { q?: string; state?: TagState }, now: number): boolean {
  if (state !== undefined && stateOfTag(tag, now) !== state) return false;
  return q === undefined || `${tag.idTag} ${tag.label ?? ""}`.toLowerCase().includes(q.toLowerCase());
}

async function thinned(parts: AsyncIterable<Sample[]>, wish: SampleWish, now: number): Promise<Page<SampleView>> {
  const thinner = new Thinner(wish.from, wish.to ?? Math.max(now, wish.from), wish.maxPoints ?? 0);
  for await (const samples of parts) for (const sample of samples) thinner.add(sample);
  return { items: thinner.finish().map(toSampleView), next: null };
}

async function page(parts: AsyncIterable<Sample[]>, { limit, after }: SampleWish): Promise<Page<SampleView>> {
  const cursor = after === undefined ? null : readSampleCursor(after);
  const items: Sample[] = [];
  let place = { at: NaN, count: 0 };
  for await (const samples of parts) {
    for (const sample of samples) {
      const here = { at: sample.at, count: sample.at === place.at ? place.count + 1 : 1 };
      const isBefore = cursor !== null && here.at === cursor.at && here.count <= cursor.count;
      if (items.length === limit) return { items: items.map(toSampleView), next: `${place.at}.${place.count}` };
      if (!isBefore) items.push(sample);
      place = here;
    }
  }
  return { items: items.map(toSampleView), next: null };
}

/** Several samples may share a time, so a page ends at a time and how many of it went before: `1704067200000.2`. */
function readSampleCursor(after: string): { at: number; count: number } {
  const [at, count] = after.split(".").map(Number);
  return { at, count };
}
