/** Overview: the numbers that matter now, what runs, and what needs attention. */
import OverviewBoard from "@/islands/OverviewBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { readOverview, RUNNING_SHOWN } from "@/components/overview_data.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET: (ctx) => answerLive(ctx, ctx.state.reader.t("nav.overview"), () => readOverview(ctx.state.services)),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => {
  const base = `${url.protocol === "https:" ? "wss" : "ws"}://${url.host}/ocpp`;
  return (
    <>
      <LiveSource since={since} />
      <PageHead title={state.reader.t("nav.overview")} />
      <OverviewBoard
        data={data}
        mayAccept={state.may("PATCH /api/chargers/:id")}
        most={RUNNING_SHOWN}
        address={base}
        simulate={`deno task simulate --url ${base}`}
      />
    </>
  );
});
