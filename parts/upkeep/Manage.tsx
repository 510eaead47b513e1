import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { FormField } from "@/components/FormField.tsx";
import { apiChargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import RegistrationButtons from "@/parts/charger/RegistrationButtons.tsx";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { ChargerView } from "@/lib/domain/views.ts";

const DAY_S = 86_400;

/** What an operator decides about a charger, whether it is there or not. */
export default function Manage({ charger, rights }: { charger: ChargerView; rights: ChargerRights }) {
  const t = useTexts();
  const { id, registration } = charger;

  async function remove() {
    if (charger.online) return toast(t("upkeep.removeOnline"), { isFailure: true });
    const question = {
      title: t("upkeep.removeTitle", { id }),
      text: t("upkeep.removeText"),
      action: t("upkeep.remove"),
    };
    if (!await confirmed(question)) return;
    const removed = await callApi("DELETE", apiChargerUrl(id));
    if (removed.type === "failed") return toast(tellFailure(removed, t), { isFailure: true });
    location.assign("/chargers");
  }

  return (
    <section class="card" aria-labelledby="manage">
      <header class="card-head">
        <h2 id="manage">{t("upkeep.manage")}</h2>
      </header>
      <div class="command-form">
        <div class="field">
          <span>{t("upkeep.registration")}</span>
          <p>{t(`upkeep.registration.${registration}`)}</p>
        </div>
        {rights.change && <RegistrationButtons chargerId={id} registration={registration} />}
        {rights.change && <IdleForm charger={charger} />}
        {rights.remove && (
          <p class="buttons needs-script">
            <button type="button" class="button" onClick={remove}>{t("upkeep.remove")}</button>
          </p>
        )}
      </div>
    </section>
  );
}

function IdleForm({ charger: { id, idleTimeoutS } }: { charger: ChargerView }) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const error = useSignal<string | undefined>(undefined);

  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const typed = String(new FormData(form.current).get("idleTimeoutS")).trim();
    const isRight = typed === "" || (/^\d{1,5}$/.test(typed) && Number(typed) <= DAY_S);
    error.value = isRight ? undefined : t("upkeep.idleWrong");
    if (!isRight) return focusFirstError(form.current);
    const saved = await callApi("PATCH", apiChargerUrl(id), {
      json: { idleTimeoutS: typed === "" ? null : Number(typed) },
    });
    if (saved.type === "done") return toast(t("upkeep.saved"));
    error.value = tellFailure(saved, t);
    focusFirstError(form.current);
  }

  return (
    <form ref={form} class="needs-script inline-form" onSubmit={save} noValidate>
      <FormField
        form="manage"
        name="idleTimeoutS"
        label={t("upkeep.idle")}
        hint={t("upkeep.idleHint")}
        error={error.value}
      >
        {(control) => (
          <input {...control} inputMode="numeric" defaultValue={idleTimeoutS?.toString() ?? ""} autocomplete="off" />
        )}
      </FormField>
      <button type="submit" class="button">{t("do.save")}</button>
    </form>
  );
}
