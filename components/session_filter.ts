/** Which sessions a list shows; the same on the server and for what comes live. Pure. */
import type { TransactionView } from "@/lib/domain/views.ts";

/** Times are epoch ms of the start; `to` is not included. */
export interface SessionFilter {
  state?: "active" | "ended";
  chargerId?: string;
  connectorId?: number;
  idTag?: string;
  from?: number;
  to?: number;
}

/** The filter as the REST API takes it. */
export function toQuery({ from, to, connectorId, ...words }: SessionFilter): Record<string, string | undefined> {
  const iso = (at: number | undefined) => at === undefined ? undefined : new Date(at).toISOString();
  return { ...words, connectorId: connectorId?.toString(), from: iso(from), to: iso(to) };
}

export function isShown(session: TransactionView, filter: SessionFilter): boolean {
  const startedAt = Date.parse(session.startedAt);
  return (filter.state === undefined || filter.state === session.state) &&
    (filter.chargerId === undefined || filter.chargerId === session.chargerId) &&
    (filter.connectorId === undefined || filter.connectorId === session.connectorId) &&
    (filter.idTag === undefined || filter.idTag.toLowerCase() === session.idTag.toLowerCase()) &&
    (filter.from === undefined || startedAt >= filter.from) &&
    (filter.to === undefined || startedAt < filter.to);
}
