/** `GET /api/chargers/:id/diagnosis`: why each connector charges or does not, with the evidence and the next step. */
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const items = await ctx.state.services.diagnosis.of(id);
    if (items === null) throw new Problem(404, `There is no charger "${id}"`);
    return Response.json({ items, next: null });
  },
});
