/** `GET /health/ready`: the store can write, and nobody stops the server; 503 with the reason when not. */
import { define } from "../../lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const reason = await ctx.state.services.health.problem();
    if (reason === null) return Response.json({ status: "ready" });
    return Response.json({ status: "not ready", reason }, { status: 503 });
  },
});
