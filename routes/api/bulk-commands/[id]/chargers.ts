/** `GET /api/bulk-commands/:id/chargers`: what came of each charger, in the order in which they are asked. */
import { define } from "../../../../lib/define.ts";
import { bulkChargersQuery, noBulk } from "../../../../lib/http/bulk_body.ts";
import { readPathPart, readQuery, writeCursor } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "bulk-commands");
    const { limit, cursor, failed } = readQuery(ctx.url, bulkChargersQuery);
    const { bulkCommands } = ctx.state.services;
    if (await bulkCommands.find(id) === null) throw noBulk(id);
    const page = await bulkCommands.chargers(id, { limit, after: cursor, isFailed: failed === "true" });
    return Response.json({ items: page.items, next: writeCursor(page.next) });
  },
});
