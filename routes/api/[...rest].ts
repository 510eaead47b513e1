/** Any other path below `/api`. */
import { define } from "../../lib/define.ts";
import { Problem } from "../../lib/http/problem.ts";

export const handler = define.handlers((ctx) => {
  throw new Problem(404, `There is no ${ctx.req.method} ${ctx.url.pathname}`);
});
