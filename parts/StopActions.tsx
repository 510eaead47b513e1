import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { AttentionItem } from "@/components/attention.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { apiStopUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { toast } from "@/lib/client/toasts.ts";

interface StopActionsProps {
  stop: Extract<AttentionItem, { kind: "Unmatched" }>;
  onDone: () => void;
}

/** What to do with a stop that fits no session: tell which one it was meant for, or dismiss it. */
export default function StopActions({ stop: { chargerId, stopId, number, running }, onDone }: StopActionsProps) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const isAssigning = useSignal(false);
  const name = number === null ? chargerId : `#${number}`;

  async function dismiss() {
    const question = {
      title: t("stop.dismissTitle", { name }),
      text: t("stop.dismissText"),
      action: t("stop.dismiss"),
    };
    if (!await confirmed(question)) return;
    const dismissed = await callApi("DELETE", apiStopUrl(chargerId, stopId));
    if (dismissed.type === "failed") return toast(tellFailure(dismissed, t), { isFailure: true });
    toast(t("stop.dismissed", { name }));
    onDone();
  }

  async function assign(event: SubmitEvent) {
    event.preventDefault();
    const transactionId = form.current && new FormData(form.current).get("transactionId");
    if (transactionId === null) return;
    const assigned = await callApi("POST", `${apiStopUrl(chargerId, stopId)}/assign`, { json: { transactionId } });
    isAssigning.value = false;
    if (assigned.type === "failed") return toast(tellFailure(assigned, t), { isFailure: true });
    toast(t("stop.assigned"));
    onDone();
  }

  return (
    <div class="accept needs-script">
      {running.length > 0 && (
        <button type="button" class="button" onClick={() => isAssigning.value = true}>
          {t("stop.assign")}
          <span class="sr-only">{name}</span>
        </button>
      )}
      <button type="button" class="button" onClick={dismiss}>
        {t("stop.dismiss")}
        <span class="sr-only">{name}</span>
      </button>
      {isAssigning.value && (
        <Dialog title={t("stop.assignTitle", { name })} onClose={() => isAssigning.value = false}>
          <form ref={form} class="form" onSubmit={assign}>
            <fieldset class="options">
              <legend>{t("stop.which", { charger: chargerId })}</legend>
              {running.map((one, i) => (
                <label key={one.id} class="check">
                  <input type="radio" name="transactionId" value={one.id} defaultChecked={i === 0} />
                  {t("stop.choice", {
                    number: String(one.transactionId),
                    connector: String(one.connectorId),
                    tag: one.idTag,
                  })}
                </label>
              ))}
            </fieldset>
            <p class="hint">{t("stop.assignHint")}</p>
            <div class="form-buttons">
              <button type="button" class="button" onClick={() => isAssigning.value = false}>{t("do.cancel")}</button>
              <button type="submit" class="button primary">{t("stop.endIt")}</button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
