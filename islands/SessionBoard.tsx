import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import LiveChart from "@/parts/LiveChart.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { Pill } from "@/components/Pill.tsx";
import { useTexts } from "@/components/reader.ts";
import type { SessionData } from "@/components/session/session_data.ts";
import { SessionFacts } from "@/components/session/SessionFacts.tsx";
import { SessionNumbers } from "@/components/session/SessionNumbers.tsx";
import { SessionTimeline } from "@/components/session/SessionTimeline.tsx";
import SessionActions from "@/parts/session/SessionActions.tsx";
import SessionMessages from "@/parts/session/SessionMessages.tsx";
import { onLive } from "@/lib/client/live.ts";
import { Reread } from "@/lib/client/reread.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { withFrames } from "@/lib/domain/exchange.ts";
import { isMessageOf } from "@/lib/domain/session_story.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

/** New messages join the list of a page that is open all day up to here; the oldest fall out. */
const MESSAGES_KEPT = 200;

/** One session: its numbers, its chart, its story, its messages. */
export default function SessionBoard({ data: drawn }: { data: SessionData }) {
  const t = useTexts();
  const data = useSignal(drawn);

  useEffect(() => {
    const { chargerId, connectorId, id } = drawn.session;
    const reread = new Reread<SessionData>((read) => data.value = read);
    let statusAt: string | null = null;
    const unlisten = onLive({
      transaction(session) {
        if (session.id !== id) return;
        const isEnd = session.state !== data.value.session.state;
        data.value = { ...data.value, session };
        if (isEnd) reread.soon();
      },
      connector(told) {
        // It is told anew with every reading.
        if (told.connectorId !== connectorId || told.statusAt === statusAt) return;
        statusAt = told.statusAt;
        reread.soon();
      },
      charger: ({ online }) => data.value = { ...data.value, isOnline: online },
      command: () => reread.soon(),
      frame(frame) {
        const { messages, isTail, session } = data.value;
        if (!isTail) return;
        const items = withFrames(messages.items, [frame], MESSAGES_KEPT).filter((one) => isMessageOf(one, session));
        data.value = { ...data.value, messages: { ...messages, items } };
      },
      reset: () => reread.soon(),
    }, { chargerId });
    return () => {
      unlisten();
      reread.stop();
    };
  }, []);

  const { session, story, messages, isOnline, rights } = data.value;
  return (
    <Ticking>
      <PageHead
        title={t("session.title", { number: String(session.transactionId) })}
        back={{ href: "/transactions", text: t("nav.sessions") }}
      >
        <Pill status={session.state === "active" ? "Running" : "Ended"} />
        <SessionActions
          session={session}
          isOnline={isOnline}
          rights={rights}
          onEnded={(ended: TransactionView) => data.value = { ...data.value, session: ended }}
        />
      </PageHead>
      <SessionNumbers session={session} />
      <section class="card" aria-labelledby="chart">
        <header class="card-head">
          <h2 id="chart">{t("session.chart")}</h2>
        </header>
        <LiveChart
          chargerId={session.chargerId}
          connectorId={session.connectorId}
          transactionId={session.id}
          from={session.startedAt}
          to={session.endedAt}
          meterStartWh={session.meterStartWh ?? undefined}
        />
      </section>
      <div class="columns">
        <SessionTimeline session={session} story={story} />
        <SessionFacts session={session} />
      </div>
      <SessionMessages id={session.id} messages={messages} />
    </Ticking>
  );
}
