/** `GET /api/tags`: stored tags, in the order of their spelling. */
import { z } from "zod";
import { define } from "../../../lib/define.ts";
import { paging, readQuery, writeCursor } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor, q } = readQuery(ctx.url, { ...paging, q: z.string().max(255).optional() });
    const { items, next } = await ctx.state.services.reads.tags({ q }, { limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
