/** `GET /api/chargers`: chargers by id. */
import { z } from "zod";
import { define } from "../../../lib/define.ts";
import { connectorStatuses } from "../../../lib/domain/connector.ts";
import { paging, readQuery, writeCursor } from "../../../lib/http/read.ts";

const query = {
  ...paging,
  status: z.enum([...connectorStatuses, "Offline"], { error: "Expected a connector status or Offline" }).optional(),
  online: z.enum(["true", "false"], { error: "Expected true or false" }).transform((word) => word === "true")
    .optional(),
  q: z.string().max(255).optional(),
};

export const handler = define.handlers({
  GET(ctx) {
    const { limit, cursor, ...filter } = readQuery(ctx.url, query);
    const { items, next } = ctx.state.services.reads.chargers(filter, { limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
