/** `GET /api/charging-profiles`: templates, newest first; `POST` makes one. SetChargingProfile takes them by name. */
import { define } from "../../../lib/define.ts";
import { newTemplateBody } from "../../../lib/http/profile_body.ts";
import { toTemplateResponse } from "../../../lib/http/template_response.ts";
import { paging, readBody, readQuery, writeCursor } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor } = readQuery(ctx.url, paging);
    const { items, next } = await ctx.state.services.upkeepReads.profileTemplates({ limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
  async POST(ctx) {
    const { name, profile } = await readBody(ctx, newTemplateBody);
    ctx.state.about = `Charging profile ${name}`;
    return toTemplateResponse(name, await ctx.state.services.profileTemplates.add(name, profile));
  },
});
