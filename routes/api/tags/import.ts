/**
 * `POST /api/tags/import`: tags from a CSV file, when no line of it is wrong.
 *
 * `?preview=true` only looks. Who accepts `application/x-ndjson` is told how far it is, a line each; leaving stops it.
 */
import { z } from "zod";
import { define } from "../../../lib/define.ts";
import { toTagView } from "../../../lib/domain/shape.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readQuery, readText } from "../../../lib/http/read.ts";
import { readTagsCsv } from "../../../lib/http/tags_csv.ts";
import type { Tag } from "../../../lib/domain/tag.ts";

const MOST_BYTES = 16 * 1024 * 1024;
const PREVIEWED = 5;
const NDJSON = "application/x-ndjson";

const query = { preview: z.enum(["true", "false"], { error: "Expected true or false" }).optional() };

export const handler = define.handlers({
  async POST(ctx) {
    const { preview } = readQuery(ctx.url, query);
    const { store } = ctx.state.services;
    const { tags, errors } = readTagsCsv(await readText(ctx, MOST_BYTES));
    if (errors.length > 0) throw new Problem(400, "The file holds mistakes, nothing was imported", errors);
    ctx.state.about = preview === "true" ? `Look at ${tags.length} tags` : `${tags.length} tags`;
    if (preview === "true") {
      const known = await store.tags.countStored(tags);
      return Response.json({ found: tags.length, known, first: tags.slice(0, PREVIEWED).map(toTagView) });
    }
    if (ctx.req.headers.get("accept") === NDJSON) {
      return ctx.stream(tellSteps(store.tags.putInSteps(tags), tags), { headers: { "content-type": NDJSON } });
    }
    await store.tags.put(tags);
    return Response.json({ imported: tags.length });
  },
});

async function* tellSteps(steps: AsyncIterable<number>, tags: Tag[]): AsyncGenerator<string> {
  for await (const imported of steps) yield `${JSON.stringify({ imported, isEnd: imported === tags.length })}\n`;
}
