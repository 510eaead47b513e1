/** Sessions: those that run, and past ones. */
import SessionsBoard from "@/islands/SessionsBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { answerLive } from "@/lib/http/page_data.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { readSessions } from "@/components/sessions_data.ts";
import { define } from "@/lib/define.ts";
import { readQuery } from "@/lib/http/read.ts";
import { sessionsQuery } from "@/lib/http/transaction_query.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("nav.sessions"), async () => {
      const { zone } = ctx.state.reader.format.place;
      const { limit, cursor, ...filter } = readQuery(ctx.url, sessionsQuery(zone));
      return { filter, zone, ...await readSessions(ctx.state.services, filter, { limit, cursor }) };
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => (
  <>
    <LiveSource since={since} />
    <PageHead title={state.reader.t("nav.sessions")} />
    <SessionsBoard data={data} asked={Object.fromEntries(url.searchParams)} />
  </>
));
