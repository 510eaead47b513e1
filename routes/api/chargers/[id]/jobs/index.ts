/** `GET /api/chargers/:id/jobs`: firmware updates and uploads, newest first. */
import { define } from "../../../../../lib/define.ts";
import { Problem } from "../../../../../lib/http/problem.ts";
import { paging, readPathPart, readQuery, writeCursor } from "../../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { limit, cursor } = readQuery(ctx.url, paging);
    const page = await ctx.state.services.upkeepReads.jobs(id, { limit, after: cursor });
    if (page === null) throw new Problem(404, `There is no charger "${id}"`);
    return Response.json({ items: page.items, next: writeCursor(page.next) });
  },
});
