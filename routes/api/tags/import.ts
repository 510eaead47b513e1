/** `POST /api/tags/import`: tags from a CSV file, all or none. */
import { define } from "../../../lib/define.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readText } from "../../../lib/http/read.ts";
import { readTagsCsv } from "../../../lib/http/tags_csv.ts";

const MOST_BYTES = 16 * 1024 * 1024;

export const handler = define.handlers({
  async POST(ctx) {
    const { tags, errors } = readTagsCsv(await readText(ctx.req, MOST_BYTES));
    if (errors.length > 0) throw new Problem(400, "The file holds mistakes, nothing was imported", errors);
    ctx.state.about = `${tags.length} tags`;
    await ctx.state.services.store.tags.put(tags);
    return Response.json({ imported: tags.length });
  },
});
