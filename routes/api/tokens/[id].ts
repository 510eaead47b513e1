/** `DELETE /api/tokens/:id`: from now on it is of no use. */
import { define } from "../../../lib/define.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readPathPart } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async DELETE(ctx) {
    const id = readPathPart(ctx.url, "tokens");
    const removed = await ctx.state.services.apiTokens.remove(id);
    if (removed === null) throw new Problem(404, `There is no token "${id}"`);
    ctx.state.about = removed.name;
    return new Response(null, { status: 204 });
  },
});
