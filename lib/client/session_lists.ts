/** Lists of sessions as they change: newest first, each once. Pure. */
import type { TransactionView } from "../domain/views.ts";

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
