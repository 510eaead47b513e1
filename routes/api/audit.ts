/** `GET /api/audit`: who did what, newest first. A page may hold less than `limit` and still have a `next`. */
import { z } from "zod";
import { define } from "../../lib/define.ts";
import { paging, readQuery, when, writeCursor } from "../../lib/http/read.ts";

const query = {
  ...paging,
  operator: z.string().max(255).optional(),
  from: when.optional(),
  to: when.optional(),
};

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor, ...filter } = readQuery(ctx.url, query);
    const { items, next } = await ctx.state.services.audit.list(filter, { limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
