/** Commands to many chargers: those that run, and those that were. */
import { asset, Head } from "fresh/runtime";
import { LiveSource } from "@/components/LiveSource.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import BulkList from "@/islands/bulk/BulkList.tsx";
import { define } from "@/lib/define.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { paging, readQuery, writeCursor } from "@/lib/http/read.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("bulk.title"), async () => {
      const { limit, cursor } = readQuery(ctx.url, paging);
      const { items, next } = await ctx.state.services.bulkCommands.page({ limit, after: cursor });
      return { items, next: writeCursor(next) };
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state: { reader: { t } } }) => (
  <>
    <Head>
      <link rel="stylesheet" href={asset("/charger.css")} />
    </Head>
    <LiveSource since={since} />
    <PageHead title={t("bulk.title")} back={{ href: "/chargers", text: t("nav.chargers") }} />
    <BulkList data={data} asked={Object.fromEntries(url.searchParams)} />
  </>
));
