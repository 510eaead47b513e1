/** Overview: the numbers that matter now, what runs, and what needs attention. */
import OverviewBoard from "@/islands/OverviewBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { readOverview, RUNNING_SHOWN } from "@/components/overview_data.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { readQuery } from "@/lib/http/read.ts";
import { z } from "zod";
import { define } from "@/lib/define.ts";

const query = { attention: z.enum(["all"], { error: "Expected all" }).optional() };

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("nav.overview"), () => {
      const { attention } = readQuery(ctx.url, query);
      return readOverview(ctx.state.services, attention === "all");
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => {
  const base = `${url.protocol === "https:" ? "wss" : "ws"}://${url.host}/ocpp`;
  return (
    <>
      <LiveSource since={since} />
      <PageHead title={state.reader.t("nav.overview")} />
      <OverviewBoard
        data={data}
        may={{
          accept: state.may("PATCH /api/chargers/:id"),
          addCharger: state.may("POST /api/chargers"),
          settleStops: state.may("DELETE /api/chargers/:id/unmatched-stops/:stopId"),
        }}
        most={RUNNING_SHOWN}
        address={base}
        simulate={`deno task simulate --url ${base}`}
      />
    </>
  );
});
