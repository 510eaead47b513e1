import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { FormField } from "@/components/FormField.tsx";
import { apiChargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { toast } from "@/lib/client/toasts.ts";

const MOST_CHARACTERS = 100;

/** Gives a charger a name that people know it by. */
export default function LabelDialog({ chargerId, label, onDone }: {
  chargerId: string;
  label: string | null;
  onDone: () => void;
}) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const error = useSignal<string | undefined>(undefined);

  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const typed = String(new FormData(form.current).get("label")).trim();
    const saved = await callApi("PATCH", apiChargerUrl(chargerId), { json: { label: typed || null } });
    if (saved.type === "done") {
      toast(t("charger.labelSaved"));
      return onDone();
    }
    error.value = saved.errors[0]?.message ?? tellFailure(saved, t);
    focusFirstError(form.current);
  }

  return (
    <Dialog title={t("charger.editLabel")} onClose={onDone}>
      <form ref={form} class="form" onSubmit={save} noValidate>
        <FormField
          form="charger"
          name="label"
          label={t("charger.label")}
          hint={t("charger.labelHint")}
          error={error.value}
        >
          {(control) => (
            <input
              {...control}
              defaultValue={label ?? ""}
              maxLength={MOST_CHARACTERS}
              autocomplete="off"
            />
          )}
        </FormField>
        <div class="form-buttons">
          <button type="button" class="button" onClick={onDone}>{t("do.cancel")}</button>
          <button type="submit" class="button primary">{t("do.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
