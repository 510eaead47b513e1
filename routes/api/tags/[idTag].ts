/** `GET`, `PUT` and `DELETE /api/tags/:idTag`, in any case. `If-None-Match: *` stores only a new one. */
import { define } from "../../../lib/define.ts";
import { toTagView } from "../../../lib/domain/shape.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readBody, readPathPart } from "../../../lib/http/read.ts";
import { tagBody, tagName } from "../../../lib/http/tag_body.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const idTag = readPathPart(ctx.url, "tags");
    const tag = await ctx.state.services.store.tags.find(idTag);
    if (tag === null) throw new Problem(404, `There is no tag "${idTag}"`);
    return Response.json(toTagView(tag));
  },
  async PUT(ctx) {
    const idTag = tagName.safeParse(readPathPart(ctx.url, "tags"));
    if (!idTag.success) throw new Problem(400, `The tag in the address is wrong: ${idTag.error.issues[0].message}`);
    const { tags } = ctx.state.services.store;
    const isNew = await tags.find(idTag.data) === null;
    if (!isNew && ctx.req.headers.get("if-none-match") === "*") {
      throw new Problem(412, `There is a tag "${idTag.data}" already`);
    }
    const tag = { v: 1 as const, idTag: idTag.data, ...await readBody(ctx, tagBody) };
    await tags.put([tag]);
    return Response.json(toTagView(tag), { status: isNew ? 201 : 200 });
  },
  async DELETE(ctx) {
    const idTag = readPathPart(ctx.url, "tags");
    if (!await ctx.state.services.store.tags.remove(idTag)) throw new Problem(404, `There is no tag "${idTag}"`);
    return new Response(null, { status: 204 });
  },
});
