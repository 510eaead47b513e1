/** `GET /api/operators`: who may log in; `POST` adds one. */
import { define } from "../../../lib/define.ts";
import { newOperatorBody } from "../../../lib/http/operator_body.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readBody } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return Response.json({ items: await ctx.state.services.accounts.list(), next: null });
  },
  async POST(ctx) {
    const given = await readBody(ctx, newOperatorBody);
    ctx.state.about = `${given.name} as ${given.role}`;
    const added = await ctx.state.services.accounts.add(given, ctx.state.user!);
    switch (added) {
      case "taken":
        throw new Problem(409, `There is an operator "${given.name}" already`, [
          { path: "/name", message: "Taken already" },
        ]);
      case "first-not-admin":
        throw new Problem(409, "The first operator must be an admin: from then on everybody is asked to log in", [
          { path: "/role", message: "Expected admin: it is the first operator" },
        ]);
      case "above":
        throw new Problem(403, "Nobody gives a role above their own");
      default:
        return Response.json(added, { status: 201 });
    }
  },
});
