/** `GET /api/chargers/:id`, and `PATCH` for what an operator decides about it. */
import { z } from "zod";
import { define } from "../../../../lib/define.ts";
import { registrations } from "../../../../lib/domain/charger.ts";
import { Problem } from "../../../../lib/http/problem.ts";
import { readBody, readPathPart } from "../../../../lib/http/read.ts";

const change = z.strictObject({
  label: z.string().trim().max(100).nullable().transform((text) => text || null),
  registration: z.enum(registrations),
}).partial();

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const charger = await ctx.state.services.reads.charger(id);
    if (charger === null) throw new Problem(404, `There is no charger "${id}"`);
    return Response.json(charger);
  },
  async PATCH(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { store, fleet, reads } = ctx.state.services;
    const charger = await store.chargers.change(id, await readBody(ctx.req, change));
    if (charger === null) throw new Problem(404, `There is no charger "${id}"`);
    fleet.chargerChanged(charger);
    store.pulses.touched(id);
    return Response.json(await reads.charger(id));
  },
});
