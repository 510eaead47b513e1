import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { FormField } from "@/components/FormField.tsx";
import { apiOperatorUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { RoleSelect } from "@/components/RoleSelect.tsx";
import { type Answer, callApi, type Failure, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { focusFirstError, type FormErrors } from "@/lib/client/form_errors.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { OperatorView } from "@/lib/domain/operator.ts";

interface OperatorDialogProps {
  /** Null: a new one. */
  operator: OperatorView | null;
  /** From the first one on everybody is asked to log in. */
  isFirst: boolean;
  onDone: (isChanged: boolean) => void;
}

const FIELDS = ["name", "role", "password"] as const;
type Field = typeof FIELDS[number];

/** Adds an operator; or changes, logs out or removes one. */
export default function OperatorDialog({ operator, isFirst, onDone }: OperatorDialogProps) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const errors = useSignal<FormErrors<Field>>({});
  const failure = useSignal<string | null>(null);
  const isSending = useSignal(false);

  function tell(failed: Failure) {
    const fields = failed.errors.map(({ path }) => FIELDS.find((field) => `/${field}` === path));
    const known = fields.filter((field) => field !== undefined);
    errors.value = Object.fromEntries(
      known.map((
        field,
      ) => [field, t(failed.status === 409 && field === "name" ? "operators.taken" : `operators.wrong.${field}`)]),
    );
    if (known.length > 0) focusFirstError(form.current);
    else failure.value = failed.status === 409 ? t("operators.lastAdmin") : tellFailure(failed, t);
  }

  async function send(ask: () => Promise<Answer<unknown>>, done: string) {
    failure.value = null;
    errors.value = {};
    isSending.value = true;
    const answer = await ask();
    isSending.value = false;
    if (answer.type === "failed") return tell(answer);
    toast(done);
    onDone(true);
  }

  function save(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const given = new FormData(form.current);
    const [name, role, password] = FIELDS.map((field) => String(given.get(field) ?? ""));
    if (operator === null) {
      const json = { name, role, password };
      return send(() => callApi("POST", "/api/operators", { json }), t("operators.added", { name }));
    }
    const json = { role, password: password === "" ? undefined : password };
    return send(
      () => callApi("PATCH", apiOperatorUrl(operator.name), { json }),
      t("operators.saved", { name: operator.name }),
    );
  }

  async function remove({ name }: OperatorView) {
    const question = {
      title: t("operators.deleteTitle", { name }),
      text: t("operators.deleteText"),
      action: t("do.delete"),
    };
    if (await confirmed(question)) {
      await send(() => callApi("DELETE", apiOperatorUrl(name)), t("operators.deleted", { name }));
    }
  }

  const logOut = ({ name }: OperatorView) =>
    send(() => callApi("DELETE", `${apiOperatorUrl(name)}/sessions`), t("operators.loggedOut", { name }));

  const field = (name: Field) => ({ form: "operator", name, label: t(`operators.${name}`), error: errors.value[name] });
  return (
    <Dialog title={operator?.name ?? t("operators.addTitle")} onClose={() => onDone(false)}>
      <form ref={form} class="form" onSubmit={save} noValidate autocomplete="off">
        {isFirst && <p class="hint">{t("operators.firstHint")}</p>}
        {operator === null && (
          <FormField {...field("name")} hint={t("operators.hint.name")}>
            {(control) => <input {...control} autocomplete="off" spellcheck={false} />}
          </FormField>
        )}
        <FormField {...field("role")} hint={t("operators.hint.role")}>
          {(control) => <RoleSelect {...control} chosen={operator?.role ?? (isFirst ? "admin" : "operator")} />}
        </FormField>
        <FormField
          {...field("password")}
          hint={t(operator === null ? "operators.hint.password" : "operators.hint.keep")}
        >
          {(control) => <input {...control} type="password" autocomplete="new-password" />}
        </FormField>
        {failure.value !== null && <p class="error" role="alert">{failure.value}</p>}
        <div class="form-buttons">
          {operator !== null && (
            <span class="first">
              <button type="button" class="button quiet" disabled={isSending.value} onClick={() => remove(operator)}>
                {t("do.delete")}
              </button>
              <button type="button" class="button quiet" disabled={isSending.value} onClick={() => logOut(operator)}>
                {t("operators.logOut")}
              </button>
            </span>
          )}
          <button type="button" class="button" onClick={() => onDone(false)}>{t("do.cancel")}</button>
          <button type="submit" class="button primary" disabled={isSending.value}>{t("do.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
