/** `GET`, `PATCH` and `DELETE /api/chargers/:id`. */
import { PROOF } from "../../../../lib/access.ts";
import { define } from "../../../../lib/define.ts";
import { chargerBody } from "../../../../lib/http/charger_body.ts";
import { demand } from "../../../../lib/http/gate.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readBody, readPathPart } from "../../../../lib/http/read.ts";

function unknown(id: string): Problem {
  return new Problem(404, `There is no charger "${id}"`);
}

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const charger = await ctx.state.services.reads.charger(id);
    if (charger === null) throw unknown(id);
    return Response.json(charger);
  },
  async PATCH(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const change = await readBody(ctx, chargerBody);
    if (change.securityProfile !== undefined) demand(ctx, PROOF);
    const charger = await ctx.state.services.operations.changeCharger(id, change);
    if (charger === null) throw unknown(id);
    return Response.json(charger);
  },
  async DELETE(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const outcome = await ctx.state.services.operations.removeCharger(id);
    if (outcome === "unknown") throw unknown(id);
    if (outcome === "online") throw new Problem(409, `Charger "${id}" is online: it would come back at once`);
    return new Response(null, { status: 204 });
  },
});
