/** `POST /api/transactions/:id/end`: ends one that its charger never ended. */
import { z } from "zod";
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readBody, readPathPart } from "../../../../lib/http/read.ts";

const end = z.strictObject({ meterStopWh: z.number().finite().optional(), stopReason: z.string().max(50).optional() });

export const handler = define.handlers({
  async POST(ctx) {
    const id = readPathPart(ctx.url, "transactions");
    const wish = await readBody(ctx, end);
    const outcome = await ctx.state.services.operations.endTransaction(id, { ...wish, by: ctx.state.signature });
    if (outcome === "unknown") throw new Problem(404, `There is no transaction "${id}"`);
    if (outcome === "ended") throw new Problem(409, `Transaction "${id}" has ended already`);
    return Response.json(outcome);
  },
});
