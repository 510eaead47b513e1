/** `POST /api/bulk-commands/:id/stop`: no more chargers are asked. Those that were are waited for. */
import { define } from "../../../../lib/define.ts";
import { noBulk } from "../../../../lib/http/bulk_body.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const id = readPathPart(ctx.url, "bulk-commands");
    const { services, signature } = ctx.state;
    const stopped = await services.bulkCommands.stop(id, signature);
    if (stopped === null) throw noBulk(id);
    if (stopped.type === "over") throw new Problem(409, "This bulk command is over: there is nothing to stop");
    return Response.json(stopped.bulk);
  },
});
