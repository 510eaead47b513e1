/** What one charger and this server say to each other. */
import { HttpError } from "fresh";
import { readRights } from "@/components/charger_rights.ts";
import { tabUrl } from "@/components/charger_tabs.ts";
import { ChargerPage } from "@/components/ChargerPage.tsx";
import { readMessages } from "@/components/messages_data.ts";
import MessagesBoard from "@/islands/MessagesBoard.tsx";
import { define } from "@/lib/define.ts";
import { exchangeQuery } from "@/lib/http/exchange_query.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readPathPart, readQuery, writeCursor } from "@/lib/http/read.ts";

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { services, reader: { t } } = ctx.state;
    return answerLive(ctx, `${id} · ${t("nav.messages")}`, async () => {
      const charger = services.fleet.view(id);
      if (charger === null) throw new HttpError(404, t("charger.notFound", { id }));
      const { cursor, ...asked } = readQuery(ctx.url, exchangeQuery);
      const filter = { ...asked, chargerId: id };
      const { items, next } = await readMessages(services, filter, cursor);
      return { charger, filter, isTail: cursor === undefined, items, next: writeCursor(next) };
    });
  },
});

export default define.page<typeof handler>(({ data: { since, charger, ...data }, state }) => (
  <ChargerPage charger={charger} tab="messages" rights={readRights(state)} since={since}>
    <MessagesBoard data={data} home={tabUrl(charger.id, "messages")} />
  </ChargerPage>
));
