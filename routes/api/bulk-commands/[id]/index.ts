/** `GET /api/bulk-commands/:id`: a command to many chargers, and how far it is. */
import { define } from "../../../../lib/define.ts";
import { noBulk } from "../../../../lib/http/bulk_body.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "bulk-commands");
    const bulk = await ctx.state.services.bulkCommands.find(id);
    if (bulk === null) throw noBulk(id);
    return Response.json(bulk);
  },
});
