/** `GET /api/unmatched-stops`: stops that fit no transaction, of one charger or of all. */
import { z } from "zod";
import { define } from "../../lib/define.ts";
import { paging, readQuery, writeCursor } from "../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const query = { ...paging, chargerId: z.string().max(255).optional() };
    const { limit, cursor, chargerId = null } = readQuery(ctx.url, query);
    const { items, next } = await ctx.state.services.reads.unmatchedStops(chargerId, { limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
