/** `GET /api/tokens`: newest first; `POST` makes one and is the only answer that holds its text. */
import { define } from "../../../lib/define.ts";
import { newTokenBody } from "../../../lib/http/operator_body.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { paging, readBody, readQuery, writeCursor } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor } = readQuery(ctx.url, paging);
    const { items, next } = await ctx.state.services.apiTokens.list({ limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
  async POST(ctx) {
    const given = await readBody(ctx, newTokenBody);
    ctx.state.about = `${given.name} as ${given.role}`;
    const added = await ctx.state.services.apiTokens.add(given, ctx.state.user!);
    if (added === "above") throw new Problem(403, "Nobody gives a role above their own");
    return Response.json(added, { status: 201, headers: { "cache-control": "no-store" } });
  },
});
