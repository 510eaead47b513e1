/** Sessions: those that run, and past ones. */
import SessionsBoard from "@/islands/SessionsBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { answerLive } from "@/lib/http/page_data.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { readSessions } from "@/components/sessions_data.ts";
import { define } from "@/lib/define.ts";
import { readQuery } from "@/lib/http/read.ts";
import { transactionQuery } from "@/lib/http/transaction_query.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("nav.sessions"), async () => {
      const { limit, cursor, ...filter } = readQuery(ctx.url, transactionQuery);
      // Who names a day as the last means all of it.
      const isDay = DAY.test(ctx.url.searchParams.get("to") ?? "");
      if (filter.to !== undefined && isDay) filter.to += DAY_MS;
      return { filter, ...await readSessions(ctx.state.services, filter, { limit, cursor }) };
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => (
  <>
    <LiveSource since={since} />
    <PageHead title={state.reader.t("nav.sessions")} />
    <SessionsBoard data={data} asked={Object.fromEntries(url.searchParams)} />
  </>
));
