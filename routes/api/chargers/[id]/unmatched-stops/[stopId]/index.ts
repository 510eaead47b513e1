/** `DELETE /api/chargers/:id/unmatched-stops/:stopId`: dismisses a stop that fits no transaction. It is listed no longer. */
import { define } from "@/lib/define.ts";
import { Problem } from "@/lib/http/problem.ts";
import { readPathPart } from "@/lib/http/read.ts";

export const handler = define.handlers({
  async DELETE(ctx) {
    const which = { chargerId: readPathPart(ctx.url, "chargers"), stopId: readPathPart(ctx.url, "unmatched-stops") };
    const { operations } = ctx.state.services;
    if (await operations.settleStop(which, { by: ctx.state.signature, transactionId: null })) {
      return new Response(null, { status: 204 });
    }
    throw new Problem(404, `There is no stop "${which.stopId}" of charger "${which.chargerId}" that waits`);
  },
});
