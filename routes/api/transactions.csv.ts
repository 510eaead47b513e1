/** `GET /api/transactions.csv`: the same filter as `/api/transactions`, everything that fits, streamed. */
import { define } from "../../lib/define.ts";
import { readQuery } from "../../lib/http/read.ts";
import { transactionFilter } from "../../lib/http/transaction_query.ts";
import { writeTransactionsCsv } from "../../lib/http/transactions_csv.ts";

export const handler = define.handlers({
  GET(ctx) {
    const filter = readQuery(ctx.url, transactionFilter);
    const { reads } = ctx.state.services;
    return ctx.stream(writeTransactionsCsv((after) => reads.transactions(filter, { limit: 500, after })), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="sessions.csv"',
      },
    });
  },
});
