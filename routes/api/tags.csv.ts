/** `GET /api/tags.csv`: every stored tag, as `POST /api/tags/import` takes it. */
import { define } from "../../lib/define.ts";
import { writeTagsCsv } from "../../lib/http/tags_csv.ts";

export const handler = define.handlers({
  GET(ctx) {
    return ctx.stream(writeTagsCsv(ctx.state.services.store.tags.list()), {
      headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="tags.csv"' },
    });
  },
});
