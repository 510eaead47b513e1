/** `POST /api/bulk-commands/check`: who a bulk command would go to, and whether it could be sent. Nothing is. */
import { define } from "../../../lib/define.ts";
import { bulkCheckBody, toProblem } from "../../../lib/http/bulk_body.ts";
import { readBody } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const wish = await readBody(ctx, bulkCheckBody);
    const checked = await ctx.state.services.bulkCommands.check(wish);
    if (checked.type !== "targets") throw toProblem(checked, wish.action);
    return Response.json(checked.targets);
  },
});
