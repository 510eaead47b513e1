import { useSignal } from "@preact/signals";
import { apiChargerUrl, chargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { Registration } from "@/lib/domain/charger.ts";

/** Lets a charger in, or keeps it out. Without JavaScript it is a form of the charger's page. */
export default function RegistrationButtons({ chargerId, registration }: {
  chargerId: string;
  registration: Registration;
}) {
  const t = useTexts();
  const isSending = useSignal(false);

  async function decide(event: SubmitEvent) {
    event.preventDefault();
    const chosen = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
    isSending.value = true;
    const saved = await callApi("PATCH", apiChargerUrl(chargerId), { json: { registration: chosen } });
    isSending.value = false;
    if (saved.type === "failed") return toast(tellFailure(saved, t), { isFailure: true });
    toast(t(chosen === "Accepted" ? "charger.accepted" : "charger.wasRejected"));
  }

  return (
    <form method="post" action={chargerUrl(chargerId)} class="buttons" onSubmit={decide}>
      {registration !== "Accepted" && (
        <button type="submit" name="registration" value="Accepted" class="button primary" disabled={isSending.value}>
          {t("accept.do")}
          <span class="sr-only">{t("accept.which", { charger: chargerId })}</span>
        </button>
      )}
      {registration !== "Rejected" && (
        <button type="submit" name="registration" value="Rejected" class="button" disabled={isSending.value}>
          {t("charger.reject")}
        </button>
      )}
    </form>
  );
}
