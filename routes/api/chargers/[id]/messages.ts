/** `GET /api/chargers/:id/messages`: its frames, newest first; an answer carries its action and latency. */
import { z } from "zod";
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { paging, readPathPart, readQuery, when, whole, writeCursor } from "../../../../lib/http/read.ts";

const query = {
  ...paging,
  before: when.optional(),
  action: z.string().max(100).optional(),
  transactionId: whole(0, 2 ** 31 - 1).optional(),
  errors: z.enum(["true", "false"], { error: "Expected true or false" }).transform((word) => word === "true")
    .optional(),
};

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { limit, cursor, ...filter } = readQuery(ctx.url, query);
    const page = await ctx.state.services.chargerReads.messages(id, filter, { limit, after: cursor });
    if (page === null) throw new Problem(404, `There is no charger "${id}"`);
    return Response.json({ items: page.items, next: writeCursor(page.next) });
  },
});
