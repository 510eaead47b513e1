/** `GET /api/bulk-commands`: commands to many chargers, newest first; `POST` starts one. */
import { define } from "../../../lib/define.ts";
import { bulkBody, toProblem } from "../../../lib/http/bulk_body.ts";
import { paging, readBody, readQuery, writeCursor } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor } = readQuery(ctx.url, paging);
    const { items, next } = await ctx.state.services.bulkCommands.page({ limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
  async POST(ctx) {
    const wish = await readBody(ctx, bulkBody);
    const { services, signature } = ctx.state;
    const started = await services.bulkCommands.ask({ ...wish, askedBy: signature });
    if (started.type !== "started") throw toProblem(started, wish.action);
    const { bulk } = started;
    ctx.state.about = `${bulk.action}, chargers: ${bulk.chargers}`;
    return Response.json(bulk, { status: 202, headers: { location: `/api/bulk-commands/${bulk.id}` } });
  },
});
