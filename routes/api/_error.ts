/** What an API route threw, as problem+json. */
import { HttpError } from "fresh";
import { define } from "../../lib/define.ts";
import { foreseen, toProblemResponse } from "../../lib/http/problem.ts";

export const handler = define.handlers((ctx) => {
  if (!(foreseen(ctx.error) instanceof HttpError)) {
    ctx.state.services.log.error("Request failed", { path: ctx.url.pathname, error: ctx.error });
  }
  return toProblemResponse(ctx.error);
});
