import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import AttentionList, { type AttentionRights } from "@/parts/AttentionList.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { FleetNumbers } from "@/components/FleetNumbers.tsx";
import type { OverviewData } from "@/components/overview_data.ts";
import { useTexts } from "@/components/reader.ts";
import { RunningTable } from "@/components/SessionRows.tsx";
import { StatusBars } from "@/components/StatusBars.tsx";
import FleetChart from "@/parts/FleetChart.tsx";
import Welcome from "@/parts/Welcome.tsx";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { Reread } from "@/lib/client/reread.ts";
import { withoutSession, withSession } from "@/lib/client/session_lists.ts";

/** Stops that fit no session, and a new day, are told by no event. */
const REREAD_MS = 60_000;

interface OverviewProps {
  data: OverviewData;
  may: AttentionRights;
  /** `running` holds at most this many. */
  most: number;
  /** What a charger is to be told, with its id behind; and how it is simulated. */
  address: string;
  simulate: string;
}

/** The Overview: the numbers that matter now, what runs, and what needs attention. */
export default function OverviewBoard({ data: drawn, may, most, address, simulate }: OverviewProps) {
  const t = useTexts();
  const data = useSignal(drawn);
  const reread = useMemo(() => new Reread<OverviewData>((read) => data.value = read), []);
  const isEmpty = data.value.counts.chargers.total === 0;

  useEffect(() => {
    const change = (changed: Partial<OverviewData>) => data.value = { ...data.value, ...changed };
    const unlisten = onLive({
      counts: (counts) => change({ counts }),
      // Who comes, goes or fails may need attention.
      charger: () => reread.soon(),
      refusal: () => reread.soon(),
      connector: ({ status, chargerId, connectorId }) => {
        const isKnown = data.value.attention.items.some((item) =>
          item.kind === "Faulted" && item.chargerId === chargerId && item.connectorId === connectorId
        );
        if (isKnown !== (status === "Faulted")) reread.soon();
      },
      transaction: (session) => {
        const { running } = data.value;
        const isKnown = running.some(({ id }) => id === session.id);
        if (session.state === "active") change({ running: withSession(running, session, most) });
        else change({ running: withoutSession(running, session.id) });
        if (isKnown !== (session.state === "active")) reread.soon();
      },
      reset: () => reread.soon(),
    });
    const timer = setInterval(() => reread.soon(), REREAD_MS);
    return () => {
      unlisten();
      clearInterval(timer);
      reread.stop();
    };
  }, [isEmpty]);

  const reload = () => void reread.now();
  const { counts, today, running, attention, power } = data.value;
  if (isEmpty) return <Welcome address={address} simulate={simulate} attention={attention} may={may} onDone={reload} />;
  return (
    <Ticking>
      <FleetNumbers counts={counts} today={today} />
      <div class="board">
        <AttentionList attention={attention} may={may} onDone={reload} />
        <div class="board-main">
          <FleetChart power={power} powerW={counts.powerW} />
          <section class="card" aria-labelledby="running">
            <header class="card-head">
              <h2 id="running">{t("overview.runningSessions")}</h2>
              <a class="more" href="/transactions">{t("overview.allSessions")}</a>
            </header>
            {running.length === 0
              ? <EmptyState title={t("overview.nothingRuns")}>{t("overview.nothingRunsHint")}</EmptyState>
              : <RunningTable sessions={running} />}
            {counts.activeTransactions > running.length && running.length > 0 && (
              <p class="card-foot">
                <a href="/transactions?state=active">
                  {t("overview.allRunning", { count: counts.activeTransactions })}
                </a>
              </p>
            )}
          </section>
        </div>
        <StatusBars counts={counts} />
      </div>
    </Ticking>
  );
}
