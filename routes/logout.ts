/** The way out: ends the session, or with `everywhere` all that its operator has. */
import { define } from "@/lib/define.ts";
import { endSession, forgetSession, ownName } from "@/lib/http/own_session.ts";
import { readForm } from "@/lib/http/read.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const form = await readForm(ctx);
    if (form.has("everywhere")) await ctx.state.services.accounts.endSessions(ownName(ctx));
    else await endSession(ctx);
    return forgetSession(ctx, ctx.redirect("/login", 303));
  },
});
