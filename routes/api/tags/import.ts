/** `POST /api/tags/import`: tags from a CSV file, all or none. */
import { define } from "../../../lib/define.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readTagsCsv } from "../../../lib/http/tags_csv.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { tags, errors } = readTagsCsv(await ctx.req.text());
    if (errors.length > 0) throw new Problem(400, "The file holds mistakes, nothing was imported", errors);
    await ctx.state.services.store.tags.put(tags);
    return Response.json({ imported: tags.length });
  },
});
