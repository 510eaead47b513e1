/** `GET /api/chargers/:id/diagnosis`: why each connector charges or does not, with the evidence and the next step. */
import { toldVerdict } from "../../../../components/verdict_text.ts";
import { define } from "../../../../lib/define.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { services, reader } = ctx.state;
    const verdicts = (await services.diagnosis.of(id))?.verdicts ?? null;
    if (verdicts === null) throw new Problem(404, `There is no charger "${id}"`);
    return Response.json({ items: verdicts.map((one) => toldVerdict(one, reader)), next: null });
  },
});
