/** Lists of sessions as they change: newest first, each once. Pure. */
import type { Page, TransactionView } from "../domain/views.ts";

export interface SessionLists {
  /** Null: not shown. `total` counts also those that are not listed. */
  running: (Page<TransactionView> & { total: number }) | null;
  past: Page<TransactionView> | null;
}

/** A page that is open all day keeps no more; the rest is a page away. */
const PAST_KEPT = 500;

/** The list with this session in its place; `most` lets the oldest fall out. */
export function withSession(list: TransactionView[], session: TransactionView, most = Infinity): TransactionView[] {
  const place = list.findIndex(({ id }) => id === session.id);
  if (place >= 0) return list.with(place, session);
  // Ids are ULIDs of the start: as text they sort by time.
  const older = list.findIndex(({ id }) => id < session.id);
  return list.toSpliced(older < 0 ? list.length : older, 0, session).slice(0, most);
}

export function withoutSession(list: TransactionView[], id: string): TransactionView[] {
  return list.some((one) => one.id === id) ? list.filter((one) => one.id !== id) : list;
}

/** Both lists after news of a session: one that starts comes to the running ones, one that ends goes to the past ones. */
export function afterNews({ running, past }: SessionLists, session: TransactionView): SessionLists {
  if (session.state === "active") return { running: running && withRunning(running, session), past };
  return { running: running && withoutRunning(running, session.id), past: past && withPast(past, session) };
}

type Running = NonNullable<SessionLists["running"]>;

/** Of a list that goes on, an older session that is not shown stays where it is: on a page behind. */
function withRunning(running: Running, session: TransactionView): Running {
  const { items, next, total } = running;
  if (items.some(({ id }) => id === session.id)) return { ...running, items: withSession(items, session) };
  if (next !== null && session.id < next) return running;
  const most = next === null ? Infinity : items.length;
  const shown = withSession(items, session, most);
  return { items: shown, next: next === null ? null : shown[shown.length - 1].id, total: total + 1 };
}

function withoutRunning(running: Running, id: string): Running {
  const items = withoutSession(running.items, id);
  return items === running.items ? running : { ...running, items, total: running.total - 1 };
}

function withPast({ items, next }: Page<TransactionView>, session: TransactionView): Page<TransactionView> {
  const all = withSession(items, session);
  const kept = all.slice(0, PAST_KEPT);
  return { items: kept, next: kept.length < all.length ? kept[kept.length - 1].id : next };
}
