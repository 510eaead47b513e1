/** The configuration of one charger. */
import { HttpError } from "fresh";
import { readRights } from "@/components/charger_rights.ts";
import { ChargerPage } from "@/components/ChargerPage.tsx";
import type { ConfigurationData } from "@/components/configuration_data.ts";
import ConfigurationBoard from "@/islands/configuration/ConfigurationBoard.tsx";
import { define } from "@/lib/define.ts";
import { isSecretKey } from "@/lib/domain/configuration.ts";
import { isProofKey } from "@/lib/domain/proof.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readPathPart } from "@/lib/http/read.ts";
import { explainKey } from "@/lib/texts/configuration_keys.ts";

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { services: { fleet, chargerReads }, reader: { t, language } } = ctx.state;
    return answerLive(ctx, `${id} · ${t("configuration.title")}`, async (): Promise<ConfigurationData> => {
      const charger = fleet.view(id);
      const keys = await chargerReads.configuration(id);
      if (charger === null || keys === null) throw new HttpError(404, t("charger.notFound", { id }));
      return {
        charger,
        keys: keys.map((one) => ({
          ...one,
          meaning: explainKey(one.key, language),
          isSecret: isSecretKey(one.key),
          isProof: isProofKey(one.key),
        })),
      };
    });
  },
});

export default define.page<typeof handler>(({ data: { since, ...data }, state }) => {
  const rights = readRights(state);
  return (
    <ChargerPage charger={data.charger} tab="configuration" rights={rights} since={since}>
      <ConfigurationBoard data={data} rights={rights} />
    </ChargerPage>
  );
});
