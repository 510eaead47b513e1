/** One command to many chargers: how far it is, and what came of each. */
import { HttpError } from "fresh";
import { asset, Head } from "fresh/runtime";
import { nameOf } from "@/components/command_text.ts";
import { LiveSource } from "@/components/LiveSource.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import BulkBoard from "@/islands/bulk/BulkBoard.tsx";
import { define } from "@/lib/define.ts";
import { bulkChargersQuery } from "@/lib/http/bulk_body.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readPathPart, readQuery, writeCursor } from "@/lib/http/read.ts";

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "bulk-commands");
    const { state: { reader: { t }, services: { bulkCommands } } } = ctx;
    return answerLive(ctx, t("bulk.title"), async () => {
      const { limit, cursor, failed } = readQuery(ctx.url, bulkChargersQuery);
      const bulk = await bulkCommands.find(id);
      if (bulk === null) throw new HttpError(404, t("bulk.notFound", { id }));
      const { items, next } = await bulkCommands.chargers(id, { limit, after: cursor, isFailed: failed === "true" });
      return { bulk, chargers: { items, next: writeCursor(next) } };
    });
  },
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => {
  const { t } = state.reader;
  return (
    <>
      <Head>
        <link rel="stylesheet" href={asset("/charger.css")} />
      </Head>
      <LiveSource since={since} />
      <PageHead title={nameOf(data.bulk.action, t)} back={{ href: "/bulk-commands", text: t("bulk.title") }} />
      <BulkBoard
        data={data}
        asked={Object.fromEntries(url.searchParams)}
        mayCommand={state.may("POST /api/bulk-commands")}
      />
    </>
  );
});
