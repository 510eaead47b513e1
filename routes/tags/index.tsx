/** Tags: who may charge. */
import { z } from "zod";
import { LiveSource } from "@/components/LiveSource.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { readTags } from "@/components/tags_data.ts";
import TagsBoard from "@/islands/TagsBoard.tsx";
import { define } from "@/lib/define.ts";
import { tagStates } from "@/lib/domain/tag_state.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readQuery, whole } from "@/lib/http/read.ts";

const query = {
  limit: whole(1, 500).default(50),
  /** The last tag of the page before. */
  cursor: z.string().max(255).optional(),
  q: z.string().max(255).optional(),
  state: z.enum(tagStates, { error: `Expected ${tagStates.join(", ")}` }).optional(),
};

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(ctx, ctx.state.reader.t("nav.tags"), () => {
      const { cursor, ...wish } = readQuery(ctx.url, query);
      return readTags(ctx.state.services, { ...wish, after: cursor });
    }),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => (
  <>
    <LiveSource since={since} />
    <PageHead title={state.reader.t("nav.tags")} />
    <TagsBoard
      data={data}
      asked={Object.fromEntries(url.searchParams)}
      mayChange={state.may("PUT /api/tags/:idTag")}
    />
  </>
));
