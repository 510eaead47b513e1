/** `GET /api/chargers`: chargers by id; `POST` makes one known before it connects. */
import { z } from "zod";
import { PROOF } from "../../../lib/access.ts";
import { define } from "../../../lib/define.ts";
import { connectorStatuses } from "../../../lib/domain/connector.ts";
import { newChargerBody } from "../../../lib/http/charger_body.ts";
import { demand } from "../../../lib/http/gate.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { paging, readBody, readQuery, writeCursor } from "../../../lib/http/read.ts";

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
    const { items, next } = ctx.state.services.reads.chargers({ ...filter, sort: "id", limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
  async POST(ctx) {
    const { id, ...given } = await readBody(ctx, newChargerBody);
    ctx.state.about = `Charger ${id}`;
    if (given.securityProfile !== undefined) demand(ctx, PROOF);
    const charger = await ctx.state.services.operations.addCharger(id, given);
    if (charger === null) throw new Problem(409, `There is a charger "${id}" already`);
    return Response.json(charger, { status: 201 });
  },
});
