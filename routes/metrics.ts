/** `GET /metrics`: how this process and its chargers are, for Prometheus. */
import { define } from "../lib/define.ts";

export const handler = define.handlers({
  GET(ctx) {
    const text = ctx.state.services.metrics.text();
    return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" } });
  },
});
