/** Sends one command to many chargers: to those picked in the list, to all that fit its filter, or as a retry. */
import { asset, Head } from "fresh/runtime";
import { z } from "zod";
import type { BulkFormData } from "@/components/bulk_data.ts";
import { readTags, readTemplates } from "@/components/commands_data.ts";
import { LiveSource } from "@/components/LiveSource.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import BulkForm from "@/islands/bulk/BulkForm.tsx";
import { actionsOf, formOf } from "@/lib/action_forms.ts";
import { define, type State } from "@/lib/define.ts";
import { commandQuery } from "@/lib/http/command_query.ts";
import { answerLive } from "@/lib/http/page_data.ts";
import { readQuery } from "@/lib/http/read.ts";
import { explainedKeys } from "@/lib/texts/configuration_keys.ts";

const text = z.string().max(255).optional();
const query = {
  ...commandQuery,
  all: z.literal("true").optional(),
  q: text,
  status: text,
  online: text,
  retryOf: text,
};

async function readForm(
  { services, reader }: State,
  { action, payload = null }: { action?: string; payload?: BulkFormData["payload"] },
): Promise<BulkFormData> {
  // Whatever the chargers speak: the server says which of them do not know it.
  const form = action === undefined ? null : formOf(null, action);
  return {
    actions: actionsOf(null),
    form,
    payload,
    suggestions: form === null ? {} : {
      idTag: await readTags(services),
      key: explainedKeys(reader.language).map(({ key, text }) => ({ value: key, label: text })),
    },
    templates: action === "SetChargingProfile" ? await readTemplates(services) : [],
  };
}

export const handler = define.handlers({
  GET: (ctx) =>
    answerLive(
      ctx,
      ctx.state.reader.t("bulk.new"),
      () => readForm(ctx.state, readQuery(ctx.url, query)),
    ),
});

export default define.page<typeof handler>(({ data: { since, ...data }, url, state: { reader: { t } } }) => (
  <>
    <Head>
      <link rel="stylesheet" href={asset("/charger.css")} />
    </Head>
    <LiveSource since={since} />
    <PageHead title={t("bulk.new")} back={{ href: "/chargers", text: t("nav.chargers") }} />
    <BulkForm data={data} asked={Object.fromEntries(url.searchParams)} />
  </>
));
