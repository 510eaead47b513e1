/** `GET /api/refusals`: handshakes that were refused and links that were cut off lately, newest first. */
import { define } from "../../lib/define.ts";
import { paging, readQuery, writeCursor } from "../../lib/http/read.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { limit, cursor } = readQuery(ctx.url, paging);
    const { items, next } = ctx.state.services.refusals.page({ limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
