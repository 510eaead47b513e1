/** `GET /api/me`: as whom the server sees who asks. */
import { define } from "../../../lib/define.ts";

export const handler = define.handlers({
  GET: (ctx) => Response.json(ctx.state.user),
});
