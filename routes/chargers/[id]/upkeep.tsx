/** The upkeep of one charger: firmware, logs, profiles, reservations, security. */
import { HttpError } from "fresh";
import { readRights } from "@/components/charger_rights.ts";
import { ChargerPage } from "@/components/ChargerPage.tsx";
import { readUpkeep } from "@/components/upkeep_data.ts";
import UpkeepBoard from "@/islands/upkeep/UpkeepBoard.tsx";
import { define } from "@/lib/define.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readPathPart } from "@/lib/http/read.ts";

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { services, reader: { t } } = ctx.state;
    return answerLive(ctx, `${id} · ${t("charger.tab.upkeep")}`, async () => {
      const data = await readUpkeep(services, id);
      if (data === null) throw new HttpError(404, t("charger.notFound", { id }));
      return data;
    });
  },
});

export default define.page<typeof handler>(({ data: { since, ...data }, state }) => {
  const rights = readRights(state);
  return (
    <ChargerPage charger={data.charger} tab="upkeep" rights={rights} since={since}>
      <UpkeepBoard data={data} rights={rights} />
    </ChargerPage>
  );
});
