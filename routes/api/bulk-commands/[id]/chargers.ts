/** `GET /api/bulk-commands/:id/chargers`: what came of each charger, in the order in which they are asked. */
import { z } from "zod";
import { define } from "../../../../lib/define.ts";
import { noBulk } from "../../../../lib/http/bulk_body.ts";
import { paging, readPathPart, readQuery, writeCursor } from "../../../../lib/http/read.ts";

const query = {
  ...paging,
  cursor: paging.cursor.refine((place) => place === undefined || /^\d{1,9}$/.test(place), {
    error: "Expected what the page before gave as next",
  }),
  /** Those that were asked and did not do it, or could not be asked. */
  failed: z.literal("true", { error: "Expected true" }).optional(),
};

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "bulk-commands");
    const { limit, cursor, failed } = readQuery(ctx.url, query);
    const { bulkCommands } = ctx.state.services;
    if (await bulkCommands.find(id) === null) throw noBulk(id);
    const page = await bulkCommands.chargers(id, { limit, after: cursor, isFailed: failed !== undefined });
    return Response.json({ items: page.items, next: writeCursor(page.next) });
  },
});
