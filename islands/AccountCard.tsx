import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { FormField } from "@/components/FormField.tsx";
import { useTexts } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { focusFirstError, type FormErrors } from "@/lib/client/form_errors.ts";
import { toast } from "@/lib/client/toasts.ts";

const LEAST_LENGTH = 8;

type Field = "current" | "new" | "again";

/** One's own account: a new password, and logging out everywhere. */
export default function AccountCard({ name }: { name: string }) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const errors = useSignal<FormErrors<Field>>({});
  const failure = useSignal<string | null>(null);

  function show(found: FormErrors<Field>) {
    errors.value = found;
    focusFirstError(form.current);
  }

  async function change(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const given = new FormData(form.current);
    const [current, password, again] = ["current", "new", "again"].map((field) => String(given.get(field)));
    failure.value = null;
    show({
      ...(password.length < LEAST_LENGTH && { new: t("operators.wrong.password") }),
      ...(password !== again && { again: t("account.wrong.again") }),
    });
    if (Object.keys(errors.value).length > 0) return;
    const changed = await callApi("PUT", "/api/me/password", { json: { current, new: password } });
    if (changed.type === "done") {
      form.current.reset();
      return toast(t("account.changed"));
    }
    if (changed.errors.some(({ path }) => path === "/current")) show({ current: t("account.wrong.current") });
    else failure.value = tellFailure(changed, t);
  }

  async function logOut() {
    const question = { title: t("account.everywhere"), text: t("account.everywhereText"), action: t("nav.logOut") };
    if (!await confirmed(question)) return;
    const ended = await callApi("DELETE", "/api/me/sessions");
    if (ended.type === "done") location.assign("/login");
    else failure.value = tellFailure(ended, t);
  }

  const field = (name: Field) => ({ form: "account", name, label: t(`account.${name}`), error: errors.value[name] });
  return (
    <section class="card needs-script" aria-labelledby="account">
      <header class="card-head">
        <h2 id="account">{t("account.title")}</h2>
        <span class="hint">{name}</span>
      </header>
      <form ref={form} class="form" onSubmit={change} noValidate>
        <input type="hidden" name="username" value={name} autocomplete="username" />
        <FormField {...field("current")}>
          {(control) => <input {...control} type="password" autocomplete="current-password" />}
        </FormField>
        <FormField {...field("new")}>
          {(control) => <input {...control} type="password" autocomplete="new-password" />}
        </FormField>
        <FormField {...field("again")}>
          {(control) => <input {...control} type="password" autocomplete="new-password" />}
        </FormField>
        {failure.value !== null && <p class="error" role="alert">{failure.value}</p>}
        <div class="form-buttons">
          <button type="button" class="button quiet first" onClick={logOut}>{t("account.everywhere")}</button>
          <button type="submit" class="button">{t("account.change")}</button>
        </div>
      </form>
    </section>
  );
}
