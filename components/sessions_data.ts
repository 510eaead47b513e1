/** What the list of sessions shows: those that run, and a page of those that are past. */
import type { SessionLists } from "@/lib/client/session_lists.ts";
import type { Services } from "@/lib/services.ts";
import { isShown, type SessionFilter } from "@/components/session_filter.ts";

/** Of those that run, above the past ones. */
const RUNNING_SHOWN = 20;

export async function readSessions(
  { reads, fleet }: Services,
  filter: SessionFilter,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<SessionLists> {
  const isFirst = cursor === undefined;
  const showsRunning = filter.state === "active" || (filter.state === undefined && isFirst);
  const past = filter.state === "active"
    ? null
    : await reads.transactions({ ...filter, state: "ended" }, { limit, after: cursor });
  if (!showsRunning) return { running: null, past };
  const all = fleet.active().filter((one) => isShown(one, filter));
  const left = isFirst ? all : all.filter(({ id }) => id < cursor);
  const items = left.slice(0, filter.state === "active" ? limit : RUNNING_SHOWN);
  const next = left.length > items.length ? items[items.length - 1].id : null;
  return { running: { items, next, total: all.length }, past };
}
