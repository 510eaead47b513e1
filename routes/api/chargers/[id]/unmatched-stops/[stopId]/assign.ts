/** `POST /api/chargers/:id/unmatched-stops/:stopId/assign`: says which running transaction a stop was meant for. */
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { Problem } from "@/lib/http/problem.ts";
import { readBody, readPathPart } from "@/lib/http/read.ts";

/** Our id, or the number on the wire. */
const body = z.strictObject({ transactionId: z.union([z.string().min(1).max(100), z.int().transform(String)]) });

export const handler = define.handlers({
  async POST(ctx) {
    const which = { chargerId: readPathPart(ctx.url, "chargers"), stopId: readPathPart(ctx.url, "unmatched-stops") };
    const { transactionId: id } = await readBody(ctx, body);
    const outcome = await ctx.state.services.operations.assignStop(which, { id, by: ctx.state.signature });
    switch (outcome) {
      case "no-stop":
        throw new Problem(404, `There is no stop "${which.stopId}" of charger "${which.chargerId}" that waits`);
      case "unknown":
        throw new Problem(404, `There is no transaction "${id}"`);
      case "elsewhere":
        throw new Problem(409, `Transaction "${id}" is another charger's`);
      case "ended":
        throw new Problem(409, `Transaction "${id}" has ended already`);
      case "below":
        throw new Problem(409, `The stop's meter is below the one that transaction "${id}" began with`);
      default:
        return Response.json(outcome);
    }
  },
});
