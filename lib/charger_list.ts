/** The list of chargers: filtered, in the wished order, a page at a time. */
import type { Fleet } from "./fleet.ts";
import type { ChargerState } from "./fleet_state.ts";

export const sorts = ["id", "seen", "trouble"] as const;
export type ChargerSort = typeof sorts[number];

export interface ChargerFilter {
  q?: string;
  status?: string;
  online?: boolean;
}

export interface ChargerQuery extends ChargerFilter {
  sort: ChargerSort;
  limit: number;
  /** The last id of the page before. */
  after?: string;
}

/** `Item` is how a charger is shown. */
export interface ChargerList<Item> {
  items: Item[];
  /** How many fit the filter, and how many there are. */
  found: number;
  total: number;
  /** The last id of this page, when others follow. */
  next: string | null;
}

/** Looks at the fleet's own records, and shapes only what is shown: at 10,000 chargers the shaping is what costs. */
export function listChargers<Item extends { id: string }>(
  fleet: Fleet,
  query: ChargerQuery,
  shape: (state: ChargerState) => Item,
): ChargerList<Item> {
  const { sort, limit, after } = query;
  const wanted = matchingChargers(fleet, query);
  const found = sort === "id" ? wanted : wanted.sort(ORDERS[sort]);
  const start = after === undefined ? 0 : placeAfter(found, after, sort);
  const items = found.slice(start, start + limit).map(shape);
  const hasMore = start + limit < found.length;
  return { items, found: found.length, total: fleet.size, next: hasMore ? items[items.length - 1].id : null };
}

/** All that fit, by id. */
export function matchingChargers(fleet: Fleet, filter: ChargerFilter): ChargerState[] {
  return fleet.states().filter((state) => isWanted(state, filter));
}

function isWanted({ charger, presence, connectors }: ChargerState, { q, status, online }: ChargerFilter): boolean {
  const isOnline = presence !== null;
  if (online !== undefined && isOnline !== online) return false;
  if (status === "Offline" ? isOnline : status !== undefined && !hasStatus(connectors, status)) return false;
  if (q === undefined) return true;
  const wanted = q.toLowerCase();
  return [charger.id, charger.label, charger.vendor, charger.model, charger.serialNumber]
    .some((text) => text?.toLowerCase().includes(wanted));
}

function hasStatus(connectors: ChargerState["connectors"], status: string): boolean {
  return connectors.values().some(({ connector }) => connector.status === status);
}

/** The fleet is in the order of ids, and sorting leaves what is equal as it stands. */
const ORDERS: Record<Exclude<ChargerSort, "id">, (a: ChargerState, b: ChargerState) => number> = {
  seen: (a, b) => seenAt(b) - seenAt(a),
  trouble: (a, b) => troubleOf(a) - troubleOf(b),
};

/** By id, the charger itself may be gone meanwhile. */
function placeAfter(found: ChargerState[], after: string, sort: ChargerSort): number {
  if (sort !== "id") return found.findIndex(({ charger }) => charger.id === after) + 1;
  const place = found.findIndex(({ charger }) => charger.id > after);
  return place < 0 ? found.length : place;
}

function seenAt({ charger, lastSeenAt }: ChargerState): number {
  return lastSeenAt ?? charger.lastSeenAt ?? 0;
}

/** The less, the sooner somebody should look. */
function troubleOf({ charger, presence, connectors }: ChargerState): number {
  if (charger.registration === "Pending") return 0;
  if (presence === null) return 2;
  return hasStatus(connectors, "Faulted") ? 1 : 3;
}
