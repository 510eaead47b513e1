/** What stands before every route: who may pass, and what every response says about itself. */
import { define } from "../lib/define.ts";
import { passGate } from "../lib/http/gate.ts";

export default define.middleware([passGate, async (ctx) => {
  const response = await ctx.next();
  if (response.status === 101) return response;
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  return response;
}]);
