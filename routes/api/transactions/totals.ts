/** `GET /api/transactions/totals`: sums of what fits the filter of `/api/transactions`, a part at a time: go on with `next`. */
import { define } from "../../../lib/define.ts";
import { readQuery, writeCursor } from "../../../lib/http/read.ts";
import { transactionFilter, transactionQuery } from "../../../lib/http/transaction_query.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { cursor, ...filter } = readQuery(ctx.url, { ...transactionFilter, cursor: transactionQuery.cursor });
    const { next, ...totals } = await ctx.state.services.reads.totals(filter, cursor);
    return Response.json({ ...totals, next: writeCursor(next) });
  },
});
