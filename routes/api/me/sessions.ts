/** `DELETE /api/me/sessions`: logs out everywhere, here too. */
import { define } from "../../../lib/define.ts";
import { forgetSession, ownName } from "../../../lib/http/own_session.ts";

export const handler = define.handlers({
  async DELETE(ctx) {
    await ctx.state.services.accounts.endSessions(ownName(ctx));
    return forgetSession(ctx, new Response(null, { status: 204 }));
  },
});
