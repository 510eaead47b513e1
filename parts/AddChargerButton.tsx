import { useTexts } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { toast } from "@/lib/client/toasts.ts";

/** Makes a charger known that was refused because it is not; it comes in at its next try. */
export default function AddChargerButton({ chargerId, onDone }: { chargerId: string; onDone: () => void }) {
  const t = useTexts();

  async function add() {
    const added = await callApi("POST", "/api/chargers", { json: { id: chargerId } });
    if (added.type === "failed") return toast(tellFailure(added, t), { isFailure: true });
    toast(t("attention.added", { charger: chargerId }));
    onDone();
  }

  return (
    <p class="accept needs-script">
      <button type="button" class="button" onClick={add}>
        {t("attention.add")}
        <span class="sr-only">{chargerId}</span>
      </button>
    </p>
  );
}
