/** `GET /api/chargers/:id/composite-schedules`: the last that it told of each connector. */
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const items = await ctx.state.services.upkeepReads.compositeSchedules(id);
    if (items === null) throw new Problem(404, `There is no charger "${id}"`);
    return Response.json({ items, next: null });
  },
});
