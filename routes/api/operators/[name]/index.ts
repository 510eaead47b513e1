/** `GET`, `PATCH` and `DELETE /api/operators/:name`, in any case. */
import { define } from "../../../../lib/define.ts";
import { toAccountProblem } from "../../../../lib/http/account_problem.ts";
import { changedOperatorBody } from "../../../../lib/http/operator_body.ts";
import { readBody, readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const name = readPathPart(ctx.url, "operators");
    const found = await ctx.state.services.accounts.find(name);
    if (found === null) throw toAccountProblem("unknown", name);
    return Response.json(found);
  },
  async PATCH(ctx) {
    const name = readPathPart(ctx.url, "operators");
    const change = await readBody(ctx, changedOperatorBody);
    ctx.state.about = [change.role && `Role ${change.role}`, change.password && "Password"].filter(Boolean).join(", ");
    const outcome = await ctx.state.services.accounts.change(name, change, ctx.state.user!);
    if (typeof outcome === "string") throw toAccountProblem(outcome, name);
    return Response.json(outcome);
  },
  async DELETE(ctx) {
    const name = readPathPart(ctx.url, "operators");
    const outcome = await ctx.state.services.accounts.remove(name);
    if (outcome !== "removed") throw toAccountProblem(outcome, name);
    return new Response(null, { status: 204 });
  },
});
