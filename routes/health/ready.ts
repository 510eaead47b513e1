/** `GET /health/ready`: the store answers; 503 when it does not. */
import { define } from "../../lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const isReady = await ctx.state.services.store.isReady();
    return Response.json({ status: isReady ? "ready" : "the store does not answer" }, { status: isReady ? 200 : 503 });
  },
});
