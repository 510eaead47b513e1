/** What the list of sessions shows: those that run, and a page of those that are past. */
import type { SessionLists } from "@/lib/client/session_lists.ts";
import type { Services } from "@/lib/services.ts";
import type { SessionFilter } from "@/components/session_filter.ts";

/** Of those that run, above the past ones. */
const RUNNING_SHOWN = 20;

export async function readSessions(
  { reads }: Services,
  filter: SessionFilter,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<SessionLists> {
  const isFirst = cursor === undefined;
  const showsRunning = filter.state === "active" || (filter.state === undefined && isFirst);
  const past = filter.state === "active"
    ? null
    : await reads.transactions({ ...filter, state: "ended" }, { limit, after: cursor });
  if (!showsRunning) return { running: null, past };
  const shown = filter.state === "active" ? limit : RUNNING_SHOWN;
  return { running: reads.running(filter, { limit: shown, after: cursor }), past };
}
