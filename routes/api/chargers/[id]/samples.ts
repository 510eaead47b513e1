/** `GET /api/chargers/:id/samples`: one connector's samples, oldest first. */
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart, readQuery, sampling, when, whole, writeCursor } from "../../../../lib/http/read.ts";

const DAY_MS = 86_400_000;

const query = {
  ...sampling,
  connectorId: whole(0, 1_000_000).default(1),
  /** Default: a day before `to`. */
  from: when.optional(),
  /** Default: now and later. */
  to: when.optional(),
};

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { reads, fleet, clock } = ctx.state.services;
    const { connectorId, from, to, limit, maxPoints, cursor } = readQuery(ctx.url, query);
    if (fleet.view(id) === null) throw new Problem(404, `There is no charger "${id}"`);
    const begin = from ?? (to ?? clock.now()) - DAY_MS;
    if (to !== undefined && to < begin) {
      throw new Problem(400, "The query is wrong: to is before from", [{ path: "to", message: "Before from" }]);
    }
    const { items, next } = await reads.samples(id, connectorId, { from: begin, to, limit, maxPoints, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
