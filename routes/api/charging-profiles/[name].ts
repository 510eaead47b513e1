/** `GET`, `PUT` and `DELETE /api/charging-profiles/:name`: a template. */
import { define } from "../../../lib/define.ts";
import { toProfileTemplateView } from "../../../lib/domain/upkeep_shape.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { changedTemplateBody, templateName } from "../../../lib/http/profile_body.ts";
import { readBody, readPathPart } from "../../../lib/http/read.ts";
import { toTemplateResponse } from "../../../lib/http/template_response.ts";

function unknown(name: string): Problem {
  return new Problem(404, `There is no charging profile "${name}"`);
}

export const handler = define.handlers({
  async GET(ctx) {
    const name = readPathPart(ctx.url, "charging-profiles");
    const template = await ctx.state.services.store.chargingProfiles.find(name);
    if (template === null) throw unknown(name);
    return Response.json(toProfileTemplateView(template));
  },
  async PUT(ctx) {
    const name = templateName.safeParse(readPathPart(ctx.url, "charging-profiles"));
    if (!name.success) throw new Problem(400, `The name in the address is wrong: ${name.error.issues[0].message}`);
    const { profile } = await readBody(ctx, changedTemplateBody);
    return toTemplateResponse(name.data, await ctx.state.services.profileTemplates.put(name.data, profile));
  },
  async DELETE(ctx) {
    const name = readPathPart(ctx.url, "charging-profiles");
    if (!await ctx.state.services.store.chargingProfiles.remove(name)) throw unknown(name);
    return new Response(null, { status: 204 });
  },
});
