/** What happened in a session, and around it. */
import { useReader } from "@/components/reader.ts";
import { tellTimeline } from "@/components/timeline.ts";
import type { SessionStory } from "@/lib/domain/session_story.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

export function SessionTimeline({ session, story }: { session: TransactionView; story: SessionStory }) {
  const reader = useReader();
  const { t } = reader;
  return (
    <section class="card column-main" aria-labelledby="timeline">
      <header class="card-head">
        <h2 id="timeline">{t("session.timeline")}</h2>
      </header>
      <ol class="timeline">
        {tellTimeline(session, story, reader).map(({ at, text, remark }, i) => (
          <li key={`${i} ${at}`}>
            <time class="hint" dateTime={at}>{reader.format.exact(Date.parse(at), true)}</time>
            <p>{text}</p>
            {remark !== undefined && <p class="remark">{remark}</p>}
          </li>
        ))}
        {session.state === "active" && (
          <li class="now">
            <p>{t("timeline.running")}</p>
          </li>
        )}
      </ol>
      {story.isCut && <p class="card-foot">{t("timeline.cut")}</p>}
    </section>
  );
}
