/** `GET /api/transactions/:id/samples`: what its connector's meter said while it ran, oldest first. */
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart, readQuery, sampling, writeCursor } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "transactions");
    const { limit, maxPoints, cursor } = readQuery(ctx.url, sampling);
    const page = await ctx.state.services.reads.transactionSamples(id, { limit, maxPoints, after: cursor });
    if (page === null) throw new Problem(404, `There is no transaction "${id}"`);
    return Response.json({ items: page.items, next: writeCursor(page.next) });
  },
});
