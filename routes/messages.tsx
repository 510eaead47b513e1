/** Messages: what chargers and this server say to each other, as it happens. */
import { z } from "zod";
import { LiveSource } from "@/components/LiveSource.tsx";
import { readMessages } from "@/components/messages_data.ts";
import { PageHead } from "@/components/PageHead.tsx";
import MessagesBoard from "@/islands/MessagesBoard.tsx";
import { define } from "@/lib/define.ts";
import { exchangeQuery } from "@/lib/http/exchange_query.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readQuery, writeCursor } from "@/lib/http/read.ts";

const query = { ...exchangeQuery, chargerId: z.string().max(255).optional() };

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("nav.messages"), async () => {
      const { cursor, ...filter } = readQuery(ctx.url, query);
      const { items, next } = await readMessages(ctx.state.services, filter, cursor);
      return { filter, isTail: cursor === undefined, items, next: writeCursor(next) };
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, state }) => (
  <>
    <LiveSource since={since} chargerId={data.filter.chargerId} />
    <PageHead title={state.reader.t("nav.messages")} />
    <MessagesBoard data={data} home={null} />
  </>
));
