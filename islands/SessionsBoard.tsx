import { useEffect, useMemo } from "preact/hooks";
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useReader, useTexts } from "@/components/reader.ts";
import { isShown, type SessionFilter, toQuery } from "@/components/session_filter.ts";
import { PastTable, RunningTable } from "@/components/SessionRows.tsx";
import { type SessionsAsked, SessionsForm } from "@/components/SessionsForm.tsx";
import { ListFailed } from "@/components/ListFailed.tsx";
import SessionTotals from "@/parts/session/SessionTotals.tsx";
import { useListPage } from "@/lib/client/list_page.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { afterNews, type SessionLists } from "@/lib/client/session_lists.ts";
import { TotalsCount } from "@/lib/client/session_totals.ts";

const FILTERS = ["chargerId", "connectorId", "idTag", "from", "to"];

/** A page and its filter, so that what comes live is measured by the filter the list was read with. */
export type Sessions = SessionLists & {
  filter: SessionFilter;
  /** The zone whose days the filter means; null: the server did not know the reader's yet. */
  zone: string | null;
};

/** The list of sessions: one that starts appears, one that ends moves to the past ones. */
export default function SessionsBoard({ data: drawn, asked: askedAtFirst }: { data: Sessions; asked: SessionsAsked }) {
  const { t, format } = useReader();
  const { data, asked, hasFailed, reread, handlers } = useListPage(drawn, askedAtFirst);

  const { filter } = data.value;
  const count = useMemo(
    () =>
      new TotalsCount(() => new URL(withQuery("/api/transactions/totals", toQuery(data.peek().filter)), location.href)),
    [],
  );
  const query = JSON.stringify(toQuery(filter));
  useEffect(() => {
    count.read();
    return () => count.stop();
  }, [query]);

  useEffect(() => {
    // In the browser the zone is always the reader's own.
    const hasDays = filter.from !== undefined || filter.to !== undefined;
    if (hasDays && drawn.zone !== format.place.zone) reread.soon();
    return onLive({
      transaction(session) {
        const { filter, ...lists } = data.value;
        if (!isShown(session, { ...filter, state: undefined })) return;
        // Older pages stay as they were read, but for the sessions that they show.
        const isListed = lists.running?.items.some(({ id }) => id === session.id);
        if (session.state === "ended" || !isListed) count.soon();
        if (asked.value.cursor !== undefined && !isListed) return;
        data.value = { ...data.value, ...afterNews(lists, session) };
        // Of those that are not listed one has ended or not: only the server can count.
        if (session.state === "ended" && lists.running?.next) reread.soon();
      },
      reset() {
        reread.soon();
        count.soon();
      },
    });
  }, []);

  const { running, past } = data.value;
  const isFiltered = FILTERS.some((name) => !!asked.value[name]);
  const next = (cursor: string | null) =>
    cursor === null ? null : withQuery("/transactions", { ...asked.value, cursor });
  return (
    <Ticking>
      <SessionsForm asked={asked.value} zone={data.value.zone} handlers={handlers} />
      <ListFailed hasFailed={hasFailed.value} />
      <SessionTotals count={count} csv={withQuery("/api/transactions.csv", toQuery(filter))} />
      {running !== null && (
        <section class="card" aria-labelledby="running">
          <header class="card-head">
            <h2 id="running">{t("sessions.running")}</h2>
            <span class="count">{running.total}</span>
            {running.next !== null && asked.value.state === undefined && (
              <a class="more" href={withQuery("/transactions", { ...asked.value, state: "active" })}>
                {t("sessions.allRunning")}
              </a>
            )}
          </header>
          {running.items.length === 0
            ? <EmptyState title={t(isFiltered ? "sessions.noneRunsFits" : "sessions.noneRuns")} />
            : <RunningTable sessions={running.items} />}
        </section>
      )}
      {running !== null && past === null && running.items.length > 0 && (
        <MoreLink href={next(running.next)} end={t("sessions.endOfRunning")} />
      )}
      {past !== null && (
        <section class="card" aria-labelledby="past">
          <header class="card-head">
            <h2 id="past">{t("sessions.past")}</h2>
          </header>
          {past.items.length === 0
            ? <NothingPast isFiltered={isFiltered} next={past.next} />
            : <PastTable sessions={past.items} />}
        </section>
      )}
      {past !== null && (past.items.length > 0 || past.next !== null) && (
        <MoreLink href={next(past.next)} end={t("sessions.end")} />
      )}
    </Ticking>
  );
}

function NothingPast({ isFiltered, next }: { isFiltered: boolean; next: string | null }) {
  const t = useTexts();
  if (next !== null) {
    return <EmptyState title={t("sessions.noneSoFar")}>{t("sessions.noneSoFarHint")}</EmptyState>;
  }
  if (!isFiltered) {
    return <EmptyState title={t("sessions.noneYet")}>{t("sessions.noneYetHint")}</EmptyState>;
  }
  return (
    <EmptyState title={t("sessions.noneFits")}>
      <a href="/transactions">{t("sessions.showAll")}</a>
    </EmptyState>
  );
}
