/** `GET /api/reservations`: of one charger or of all. They are made by ReserveNow. */
import { z } from "zod";
import { define } from "../../lib/define.ts";
import { paging, readQuery, writeCursor } from "../../lib/http/read.ts";

const query = {
  ...paging,
  cursor: paging.cursor.refine((key) => key === undefined || /^-?\d+ ./s.test(key), {
    error: "Expected what the page before gave as next",
  }),
  chargerId: z.string().max(255).optional(),
};

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor, chargerId = null } = readQuery(ctx.url, query);
    const { items, next } = await ctx.state.services.chargerReads.reservations(chargerId, { limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
