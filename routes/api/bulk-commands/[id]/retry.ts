/** `POST /api/bulk-commands/:id/retry`: the same command as a new one, to the chargers that did not do it. */
import { define } from "../../../../lib/define.ts";
import { noBulk, toProblem } from "../../../../lib/http/bulk_body.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const id = readPathPart(ctx.url, "bulk-commands");
    const { services, signature } = ctx.state;
    const retried = await services.bulkCommands.retry(id, signature);
    if (retried === null) throw noBulk(id);
    if (retried.type === "not-kept") {
      throw new Problem(
        422,
        "Its payload was secret or too long, and is not kept: POST /api/bulk-commands with retryOf",
        [
          { path: "/payload", message: "Expected once more what was sent" },
        ],
      );
    }
    if (retried.type !== "started") throw toProblem(retried, undefined);
    const { bulk } = retried;
    ctx.state.about = `${bulk.action}, chargers: ${bulk.chargers}`;
    return Response.json(bulk, { status: 202, headers: { location: `/api/bulk-commands/${bulk.id}` } });
  },
});
