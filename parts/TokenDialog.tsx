import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { FormField } from "@/components/FormField.tsx";
import { useTexts } from "@/components/reader.ts";
import { RoleSelect } from "@/components/RoleSelect.tsx";
import Copy from "@/parts/Copy.tsx";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { fromLocalField } from "@/lib/client/local_time.ts";
import type { NewTokenView, TokenView } from "@/lib/domain/operator.ts";

/** Makes a token, and shows it: the only time that anybody sees it. */
export default function TokenDialog(
  { onAdded, onClose }: { onAdded: (token: TokenView) => void; onClose: () => void },
) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const nameError = useSignal<string | undefined>(undefined);
  const failure = useSignal<string | null>(null);
  const made = useSignal<string | null>(null);

  async function add(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const given = new FormData(form.current);
    const name = String(given.get("name")).trim();
    nameError.value = name === "" ? t("tokens.wrong.name") : undefined;
    failure.value = null;
    if (name === "") return focusFirstError(form.current);
    const json = { name, role: given.get("role"), expiresAt: fromLocalField(String(given.get("expiresAt"))) };
    const added = await callApi<NewTokenView>("POST", "/api/tokens", { json });
    if (added.type === "failed") {
      failure.value = tellFailure(added, t);
      return;
    }
    const { token, ...view } = added.data;
    made.value = token;
    onAdded(view);
  }

  return (
    <Dialog title={t("tokens.addTitle")} onClose={onClose} isWide>
      {made.value !== null
        ? (
          <div class="form">
            <p>{t("tokens.once")}</p>
            <Copy text={made.value} label={t("tokens.token")} />
            <p class="hint">{t.parts("tokens.how", { header: <code>Authorization: Bearer …</code> })}</p>
            <div class="form-buttons">
              <button type="button" class="button primary" onClick={onClose}>{t("do.close")}</button>
            </div>
          </div>
        )
        : (
          <form ref={form} class="form" onSubmit={add} noValidate autocomplete="off">
            <FormField
              form="token"
              name="name"
              label={t("tokens.name")}
              hint={t("tokens.hint.name")}
              error={nameError.value}
            >
              {(control) => <input {...control} maxLength={64} />}
            </FormField>
            <FormField form="token" name="role" label={t("tokens.role")} hint={t("tokens.hint.role")}>
              {(control) => <RoleSelect {...control} chosen="viewer" />}
            </FormField>
            <FormField form="token" name="expiresAt" label={t("tokens.expires")} hint={t("tokens.hint.expires")}>
              {(control) => <input {...control} type="datetime-local" />}
            </FormField>
            {failure.value !== null && <p class="error" role="alert">{failure.value}</p>}
            <div class="form-buttons">
              <button type="button" class="button" onClick={onClose}>{t("do.cancel")}</button>
              <button type="submit" class="button primary">{t("tokens.make")}</button>
            </div>
          </form>
        )}
    </Dialog>
  );
}
