/** Commands to one charger: the usual ones, every one as a form, and what was asked before. */
import { HttpError } from "fresh";
import { z } from "zod";
import { readRights } from "@/components/charger_rights.ts";
import { ChargerPage } from "@/components/ChargerPage.tsx";
import { readCommands } from "@/components/commands_data.ts";
import CommandsBoard from "@/islands/commands/CommandsBoard.tsx";
import { define } from "@/lib/define.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readPathPart, readQuery } from "@/lib/http/read.ts";

const LONGEST_PAYLOAD = 8_000;

const query = {
  action: z.string().max(100).optional(),
  /** What the form holds at first, as JSON. What is none is as if it were not given. */
  payload: z.string().max(LONGEST_PAYLOAD).transform((text) => {
    try {
      return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }).optional(),
  cursor: z.string().max(100).optional(),
};

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
