/** `PUT /api/me/password`: a new one, against the one of now. All sessions end but the one that asks, which is renewed. */
import { define } from "../../../lib/define.ts";
import { toAccountProblem } from "../../../lib/http/account_problem.ts";
import { addressOf } from "../../../lib/http/address.ts";
import { ownPasswordBody } from "../../../lib/http/operator_body.ts";
import { keepSession, ownName } from "../../../lib/http/own_session.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readBody } from "../../../lib/http/read.ts";

export const handler = define.handlers({
  async PUT(ctx) {
    const name = ownName(ctx);
    const { current, new: password } = await readBody(ctx, ownPasswordBody);
    const wish = { current, password, address: addressOf(ctx) };
    const outcome = await ctx.state.services.accounts.changeOwnPassword(name, wish);
    switch (outcome.type) {
      case "changed":
        return keepSession(ctx, outcome.token, new Response(null, { status: 204 }));
      case "wrong":
        throw new Problem(400, "The password of now is wrong", [{ path: "/current", message: "This is not it" }]);
      case "throttled":
        throw new Problem(429, "Too many wrong passwords", undefined, { retryAfterS: outcome.waitS });
      default:
        throw toAccountProblem(outcome.type, name);
    }
  },
});
