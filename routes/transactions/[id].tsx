/** One session. */
import { HttpError } from "fresh";
import SessionBoard from "@/islands/SessionBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { answerLive } from "@/lib/http/page_data.ts";
import { define } from "@/lib/define.ts";
import { readPathPart } from "@/lib/http/read.ts";

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "transactions");
    const { t } = ctx.state.reader;
    return answerLive(ctx, t("nav.sessions"), async () => {
      const session = await ctx.state.services.reads.transaction(id);
      if (session === null) throw new HttpError(404, t("session.notFound", { id }));
      ctx.state.title = t("session.title", { number: String(session.transactionId) });
      return { session };
    });
  },
});

export default define.page<typeof handler>(({ data: { since, session } }) => (
  <>
    <LiveSource since={since} chargerId={session.chargerId} />
    <SessionBoard session={session} />
  </>
));
