import { useSignal } from "@preact/signals";
import { apiChargerUrl, chargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";

/** Lets a charger that waits come in. Without JavaScript it is a form of the charger's page. */
export default function AcceptButton({ chargerId }: { chargerId: string }) {
  const t = useTexts();
  const state = useSignal<"ready" | "sending" | "failed">("ready");

  async function accept(event: Event) {
    event.preventDefault();
    state.value = "sending";
    state.value = await patch(apiChargerUrl(chargerId)) ? "ready" : "failed";
  }

  return (
    <form method="post" action={chargerUrl(chargerId)} class="accept" onSubmit={accept}>
      <button type="submit" name="registration" value="Accepted" class="button" disabled={state.value === "sending"}>
        {t("accept.do")}
        <span class="sr-only">{t("accept.which", { charger: chargerId })}</span>
      </button>
      {state.value === "failed" && <span role="alert" class="error">{t("accept.failed")}</span>}
    </form>
  );
}

async function patch(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ registration: "Accepted" }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
