import type { ChargerRights } from "@/components/charger_rights.ts";
import { apiChargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import ChargerField from "@/parts/charger/ChargerField.tsx";
import RegistrationButtons from "@/parts/charger/RegistrationButtons.tsx";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
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
  return (
    <ChargerField
      chargerId={id}
      name="idleTimeoutS"
      label={t("upkeep.idle")}
      hint={t("upkeep.idleHint")}
      value={idleTimeoutS?.toString() ?? ""}
      read={(typed) => {
        if (typed === "") return { value: null };
        const isRight = /^\d{1,5}$/.test(typed) && Number(typed) <= DAY_S;
        return isRight ? { value: Number(typed) } : { error: t("upkeep.idleWrong") };
      }}
      onSaved={() => toast(t("upkeep.saved"))}
      inputMode="numeric"
      class="needs-script inline-form"
    >
      <button type="submit" class="button">{t("do.save")}</button>
    </ChargerField>
  );
}
