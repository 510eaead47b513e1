/** The way out: ends the session. */
import { SESSION_COOKIE } from "@/lib/auth.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async POST(ctx) {
    await ctx.state.services.auth.logOut(ctx.req);
    const response = ctx.redirect("/login", 303);
    response.headers.set("set-cookie", `${SESSION_COOKIE}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0`);
    return response;
  },
});
