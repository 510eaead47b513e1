/** `DELETE /api/operators/:name/sessions`: logs an operator out everywhere. */
import { define } from "../../../../lib/define.ts";
import { toAccountProblem } from "../../../../lib/http/account_problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async DELETE(ctx) {
    const name = readPathPart(ctx.url, "operators");
    if (!await ctx.state.services.accounts.endSessions(name)) throw toAccountProblem("unknown", name);
    return new Response(null, { status: 204 });
  },
});
