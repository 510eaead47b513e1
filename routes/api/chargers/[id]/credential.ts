/** `GET`, `PUT` and `DELETE /api/chargers/:id/credential`: its password, which nobody can read back. */
import { define } from "../../../../lib/define.ts";
import { chargerId } from "../../../../lib/http/charger_body.ts";
import { credentialBody } from "../../../../lib/http/credential_body.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readBody, readPathPart } from "../../../../lib/http/read.ts";

function none(id: string): Problem {
  return new Problem(404, `Charger "${id}" has no password`);
}

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const view = ctx.state.services.credentials.view(id);
    if (view === null) throw none(id);
    return Response.json(view);
  },
  async PUT(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    if (!chargerId.safeParse(id).success) throw new Problem(400, "No charger can have the id in the address");
    const { operations, credentials } = ctx.state.services;
    await operations.setPassword(id, await readBody(ctx, credentialBody));
    return Response.json(credentials.view(id));
  },
  async DELETE(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    if (!await ctx.state.services.credentials.remove(id)) throw none(id);
    return new Response(null, { status: 204 });
  },
});
