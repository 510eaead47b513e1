/** `GET /api/stats`: the present counted, and totals per UTC day. */
import { define } from "../../lib/define.ts";
import { Problem } from "../../lib/http/problem.ts";
import { readQuery, when } from "../../lib/http/read.ts";

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;

export const handler = define.handlers({
  async GET(ctx) {
    const { clock, reads } = ctx.state.services;
    const { from, to } = readQuery(ctx.url, { from: when.optional(), to: when.optional() });
    const end = to ?? clock.now();
    const begin = from ?? end - 6 * DAY_MS;
    if (end < begin || end - begin > MOST_DAYS * DAY_MS) {
      throw new Problem(400, `The query is wrong: expected from before to and at most ${MOST_DAYS} days`, [
        { path: "from", message: `Expected at most ${MOST_DAYS} days before to` },
      ]);
    }
    return Response.json(await reads.stats(begin, end));
  },
});
