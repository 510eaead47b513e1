/** One session. */
import { asset, Head } from "fresh/runtime";
import { HttpError } from "fresh";
import type { SessionData } from "@/components/session/session_data.ts";
import SessionBoard from "@/islands/SessionBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { answerLive } from "@/lib/http/page_data.ts";
import { define } from "@/lib/define.ts";
import { paging, readPathPart, readQuery, writeCursor } from "@/lib/http/read.ts";

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "transactions");
    const { services: { reads, sessionReads, fleet }, reader: { t }, may } = ctx.state;
    return answerLive(ctx, t("nav.sessions"), async (): Promise<SessionData> => {
      const { cursor } = readQuery(ctx.url, paging);
      const session = await reads.transaction(id);
      if (session === null) throw new HttpError(404, t("session.notFound", { id }));
      ctx.state.title = t("session.title", { number: String(session.transactionId) });
      const { items, next } = await sessionReads.messages(session, cursor);
      return {
        session,
        story: await sessionReads.story(session),
        messages: { items, next: writeCursor(next) },
        isTail: cursor === undefined && session.state === "active",
        isOnline: fleet.view(session.chargerId)?.online ?? false,
        rights: {
          command: may("POST /api/chargers/:id/commands/:action"),
          end: may("POST /api/transactions/:id/end"),
        },
      };
    });
  },
});

export default define.page<typeof handler>(({ data: { since, ...data } }) => (
  <>
    <Head>
      <link rel="stylesheet" href={asset("/charger.css")} />
      <link rel="stylesheet" href={asset("/print.css")} media="print" />
    </Head>
    <LiveSource since={since} chargerId={data.session.chargerId} />
    <SessionBoard data={data} />
  </>
));
