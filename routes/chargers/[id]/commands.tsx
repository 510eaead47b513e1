/** Commands to one charger: the usual ones, every one as a form, and what was asked before. */
import { HttpError } from "fresh";
import { z } from "zod";
import { readRights } from "@/components/charger_rights.ts";
import { ChargerPage } from "@/components/ChargerPage.tsx";
import { readCommands } from "@/components/commands_data.ts";
import CommandsBoard from "@/islands/commands/CommandsBoard.tsx";
import { define } from "@/lib/define.ts";
import { commandQuery } from "@/lib/http/command_query.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readPathPart, readQuery } from "@/lib/http/read.ts";

const query = { ...commandQuery, cursor: z.string().max(100).optional() };

export const handler = define.handlers({
  GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const { t } = ctx.state.reader;
    const { prove: mayProve } = readRights(ctx.state);
    return answerLive(ctx, `${id} · ${t("charger.tab.commands")}`, async () => {
      const { cursor, ...wish } = readQuery(ctx.url, query);
      const data = await readCommands(ctx.state.services, id, { ...wish, mayProve, after: cursor });
      if (data === null) throw new HttpError(404, t("charger.notFound", { id }));
      return data;
    });
  },
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state }) => {
  const rights = readRights(state);
  return (
    <ChargerPage charger={data.charger} tab="commands" rights={rights} since={since}>
      <CommandsBoard data={data} asked={Object.fromEntries(url.searchParams)} mayCommand={rights.command} />
    </ChargerPage>
  );
});
