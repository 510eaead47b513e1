/** Asks who it is, and sets what every response says about itself. */
import { SESSION_COOKIE } from "../lib/auth.ts";
import { define } from "../lib/define.ts";
import { Problem, toProblemResponse } from "../lib/http/problem.ts";

/** Open to everybody: chargers and what they upload, the platform's checks, and the way in. */
const OPEN = /^\/(ocpp|api\/uploads|health|login)(\/|$)/;

export default define.middleware(async (ctx) => {
  const { pathname, search } = ctx.url;
  const { auth } = ctx.state.services;
  if (!OPEN.test(pathname) && !await auth.mayUse(ctx.req)) {
    if (pathname.startsWith("/api/")) {
      return toProblemResponse(new Problem(401, `Log in at /login: send its cookie "${SESSION_COOKIE}"`));
    }
    if (!auth.asksForLogin) {
      return new Response("Open this page on the machine itself, as http://127.0.0.1", { status: 403 });
    }
    return ctx.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 303);
  }
  const response = await ctx.next();
  if (response.status === 101) return response;
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  return response;
});
