/** `GET /api/transactions`: newest first. */
import { define } from "../../../lib/define.ts";
import { readQuery, writeCursor } from "../../../lib/http/read.ts";
import { transactionQuery } from "../../../lib/http/transaction_query.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor, ...filter } = readQuery(ctx.url, transactionQuery);
    const { items, next } = await ctx.state.services.reads.transactions(filter, { limit, after: cursor });
    return Response.json({ items, next: writeCursor(next) });
  },
});
