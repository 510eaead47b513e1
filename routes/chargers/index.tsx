/** Chargers: the list. */
import { z } from "zod";
import ChargersBoard from "@/islands/ChargersBoard.tsx";
import { LiveSource } from "@/components/LiveSource.tsx";
import { answerLive } from "@/lib/http/page_data.ts";
import { PageHead } from "@/components/PageHead.tsx";
import { sorts } from "@/lib/charger_list.ts";
import { define } from "@/lib/define.ts";
import { connectorStatuses } from "@/lib/domain/connector.ts";
import { readQuery, whole } from "@/lib/http/read.ts";

/** A row is a kilobyte of page. Programs take as many as they like of `/api/chargers`. */
const MOST_ROWS = 200;

const query = {
  limit: whole(1, MOST_ROWS).default(50),
  /** The last id of the page before. */
  cursor: z.string().max(255).optional(),
  q: z.string().max(255).optional(),
  status: z.enum([...connectorStatuses, "Offline"], { error: "Expected a connector status or Offline" }).optional(),
  online: z.enum(["true", "false"], { error: "Expected true or false" }).transform((word) => word === "true")
    .optional(),
  sort: z.enum(sorts, { error: `Expected ${sorts.join(", ")}` }).default("id"),
};

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("nav.chargers"), () => {
      const { cursor, ...wish } = readQuery(ctx.url, query);
      return ctx.state.services.reads.chargerRows({ ...wish, after: cursor });
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => (
  <>
    <LiveSource since={since} />
    <PageHead title={state.reader.t("nav.chargers")}>
      <a class="button" href="/bulk-commands">{state.reader.t("bulk.title")}</a>
    </PageHead>
    <ChargersBoard
      data={data}
      filter={Object.fromEntries(url.searchParams)}
      mayCommand={state.may("POST /api/bulk-commands")}
    />
  </>
));
