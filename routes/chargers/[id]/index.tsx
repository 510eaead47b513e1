/** One charger; and, as a form, what an operator decides about it. */
import { HttpError } from "fresh";
import { z } from "zod";
import ChargerBoard from "@/islands/charger/ChargerBoard.tsx";
import { readCharger } from "@/components/charger_data.ts";
import { readRights } from "@/components/charger_rights.ts";
import { ChargerPage } from "@/components/ChargerPage.tsx";
import { chargerUrl } from "@/components/links.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { define } from "@/lib/define.ts";
import { registrations } from "@/lib/domain/charger.ts";
import { readForm, readPathPart } from "@/lib/http/read.ts";

const decision = z.enum(registrations);

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    return answerLive(ctx, id, async () => {
      const data = await readCharger(ctx.state.services, id, ctx.state.reader);
      if (data === null) throw new HttpError(404, ctx.state.reader.t("charger.notFound", { id }));
      return data;
    });
  },
  async POST(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { store, fleet } = ctx.state.services;
    const registration = decision.safeParse((await readForm(ctx)).get("registration"));
    if (!registration.success) throw new HttpError(400, `Expected a registration: ${registrations.join(", ")}`);
    ctx.state.about = `Registration ${registration.data}`;
    const charger = await store.chargers.change(id, { registration: registration.data });
    if (charger === null) throw new HttpError(404, ctx.state.reader.t("charger.notFound", { id }));
    fleet.chargerChanged(charger);
    return ctx.redirect(chargerUrl(id), 303);
  },
});

export default define.page<typeof handler>(({ data: { since, ...data }, state }) => (
  <ChargerPage charger={data.charger} tab="now" rights={readRights(state)} since={since}>
    <ChargerBoard data={data} rights={readRights(state)} />
  </ChargerPage>
));
