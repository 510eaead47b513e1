/** `GET /health/live`: the process runs. */
import { define } from "../../lib/define.ts";

export const handler = define.handlers({
  GET: () => Response.json({ status: "live" }),
});
