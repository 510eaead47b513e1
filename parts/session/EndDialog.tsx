import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { FormField } from "@/components/FormField.tsx";
import { apiTransactionUrl } from "@/components/links.ts";
import { useReader } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { readKwh } from "@/lib/client/kwh_field.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { TransactionView } from "@/lib/domain/views.ts";

interface EndDialogProps {
  session: TransactionView;
  isOnline: boolean;
  /** With the session as it is now, when it was ended. */
  onDone: (ended: TransactionView | null) => void;
}

/** Ends a session that its charger will never end. */
export default function EndDialog({ session, isOnline, onDone }: EndDialogProps) {
  const { t, format } = useReader();
  const form = useRef<HTMLFormElement>(null);
  const wrong = useSignal<string | undefined>(undefined);
  const failure = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const { id, meterStartWh, reading } = session;
  const number = String(session.transactionId);
  const kwh = (wh: number) => `${format.kwh(wh)} kWh`;

  function check(meterStopWh: number | null): string | undefined {
    if (Number.isNaN(meterStopWh)) return t("session.endMeterWrong");
    const isBelow = meterStopWh !== null && meterStartWh !== null && meterStopWh < meterStartWh;
    return isBelow ? t("session.endMeterBelow", { reading: kwh(meterStartWh) }) : undefined;
  }

  async function end(event: SubmitEvent) {
    event.preventDefault();
    const meterStopWh = readKwh(String(new FormData(form.current!).get("meter") ?? ""));
    failure.value = null;
    wrong.value = check(meterStopWh);
    if (wrong.value !== undefined) return focusFirstError(form.current);
    isSending.value = true;
    const json = meterStopWh === null ? {} : { meterStopWh };
    const ended = await callApi<TransactionView>("POST", `${apiTransactionUrl(id)}/end`, { json });
    isSending.value = false;
    if (ended.type === "failed") return failure.value = tellFailure(ended, t);
    toast(t("session.wasEnded", { number }));
    onDone(ended.data);
  }

  return (
    <Dialog title={t("session.endTitle", { number })} onClose={() => onDone(null)}>
      <form ref={form} class="form" onSubmit={end} noValidate>
        <p>{t("session.endText")}</p>
        {isOnline && <p class="hint">{t("session.endOnline")}</p>}
        <FormField
          form="end"
          name="meter"
          label={t("session.endMeter")}
          hint={reading?.energyWh === undefined
            ? t("session.endMeterNone")
            : t("session.endMeterHint", { reading: kwh(reading.energyWh) })}
          error={wrong.value}
        >
          {(control) => <input {...control} inputMode="decimal" autocomplete="off" />}
        </FormField>
        {failure.value !== null && <p class="error" role="alert">{failure.value}</p>}
        <div class="form-buttons">
          <button type="button" class="button" onClick={() => onDone(null)}>{t("do.cancel")}</button>
          <button type="submit" class="button primary" disabled={isSending.value}>{t("session.endIt")}</button>
        </div>
      </form>
    </Dialog>
  );
}
