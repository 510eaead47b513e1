import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { BulkFormAsked, BulkFormData } from "@/components/bulk_data.ts";
import { nameOf } from "@/components/command_text.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { bulkUrl } from "@/components/links.ts";
import { ListFailed } from "@/components/ListFailed.tsx";
import { useTexts } from "@/components/reader.ts";
import Targets, { type Counted } from "@/parts/bulk/Targets.tsx";
import UsualCommands from "@/parts/bulk/UsualCommands.tsx";
import ActionChoice from "@/parts/commands/ActionChoice.tsx";
import CommandForm from "@/parts/commands/CommandForm.tsx";
import { tellFailure } from "@/lib/client/api.ts";
import { askBulk, type BulkTo, checkBulk, countTargets, payloadErrors } from "@/lib/client/bulk.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { useListPage } from "@/lib/client/list_page.ts";
import { keepPicked, readPicked } from "@/lib/client/picks.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { Payload } from "@/lib/domain/action_draft.ts";

/** One command to many chargers, as a form; who it goes to is counted anew before it is sent. */
export default function BulkForm({ data: drawn, asked: askedAtFirst }: { data: BulkFormData; asked: BulkFormAsked }) {
  const t = useTexts();
  const { data, asked, hasFailed, handlers } = useListPage(drawn, askedAtFirst);
  const counted = useSignal<Counted>({ type: "counting" });

  async function count() {
    const to = toOf(asked.value);
    if (to === null) return counted.value = { type: "nobody" };
    counted.value = { type: "counting" };
    counted.value = { type: "counted", ...await countTargets(to) };
  }
  useEffect(() => {
    count();
  }, []);

  async function send(action: string, payload: Payload) {
    const known = counted.value;
    if (known.type !== "counted") return [];
    const fresh = await checkBulk(known.to, { action, payload });
    if (fresh.type === "failed") {
      const wrong = payloadErrors(fresh);
      if (wrong.length === 0) toast(tellFailure(fresh, t), { isFailure: true });
      return wrong;
    }
    const { chargers, online, charging } = fresh.data;
    const question = {
      title: t("bulk.confirmTitle", { action: nameOf(action, t), count: chargers }),
      text: t("bulk.confirm", { charging, offline: chargers - online }),
      action: t("bulk.confirmSend", { count: chargers }),
    };
    if (!await confirmed(question)) return [];
    const begun = await askBulk(known.to, { action, payload });
    if (begun.type === "failed") {
      toast(tellFailure(begun, t), { isFailure: true });
      return payloadErrors(begun);
    }
    keepPicked([]);
    location.assign(bulkUrl(begun.data.id));
    return [];
  }

  const { actions, form, payload, suggestions, templates } = data.value;
  const isReady = counted.value.type === "counted" && counted.value.answer.type === "done";
  const { payload: _, action: __, ...kept } = asked.value;
  return (
    <div class="columns">
      <section class="card column-main" aria-labelledby="what">
        <header class="card-head">
          <h2 id="what">{t("bulk.what")}</h2>
        </header>
        <UsualCommands kept={kept} />
        <ActionChoice href="/bulk-commands/new" actions={actions} chosen={form?.action ?? null} handlers={handlers}>
          {Object.entries(kept).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        </ActionChoice>
        <ListFailed hasFailed={hasFailed.value} />
        {form === null ? <EmptyState title={t("commands.choose")}>{t("bulk.chooseHint")}</EmptyState> : (
          <CommandForm
            key={`${form.action} ${asked.value.payload ?? ""}`}
            form={form}
            payload={payload}
            suggestions={suggestions}
            templates={templates}
            blocked={isReady ? null : counted.value.type === "counting" ? t("bulk.counting") : t("bulk.nobody")}
            sending={t("bulk.counting")}
            onSend={(payload) => send(form.action, payload)}
          />
        )}
      </section>
      <Targets counted={counted.value} kind={kindOf(kept)} onAgain={count} />
    </div>
  );
}

function kindOf({ all, retryOf }: BulkFormAsked): "picked" | "filter" | "retry" {
  return retryOf !== undefined ? "retry" : all !== undefined ? "filter" : "picked";
}

/** Null: nobody. */
function toOf({ all, retryOf, q, status, online }: BulkFormAsked): BulkTo | null {
  if (retryOf !== undefined) return { retryOf };
  if (all !== undefined) {
    return { filter: { q, status, online: online === undefined ? undefined : online === "true" } };
  }
  const chargerIds = readPicked();
  return chargerIds.length === 0 ? null : { chargerIds };
}
