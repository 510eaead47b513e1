/** `GET /api/transactions/:id`, by our id or the number on the wire. */
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "transactions");
    const transaction = await ctx.state.services.reads.transaction(id);
    if (transaction === null) throw new Problem(404, `There is no transaction "${id}"`);
    return Response.json(transaction);
  },
});
