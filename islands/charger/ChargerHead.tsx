import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { type ChargerTab, chargerTabs, tabUrl } from "@/components/charger_tabs.ts";
import { Icon } from "@/components/Icon.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { ChargerPill } from "@/components/Pill.tsx";
import { useTexts } from "@/components/reader.ts";
import LabelDialog from "@/parts/charger/LabelDialog.tsx";
import RegistrationButtons from "@/parts/charger/RegistrationButtons.tsx";
import { onLive } from "@/lib/client/live.ts";
import type { ChargerView } from "@/lib/domain/views.ts";

interface ChargerHeadProps {
  charger: ChargerView;
  tab: ChargerTab;
  rights: ChargerRights;
}

/** The head of each page of a charger: who it is, whether it is there, and the way to its other pages. */
export default function ChargerHead({ charger: drawn, tab, rights }: ChargerHeadProps) {
  const t = useTexts();
  const charger = useSignal(drawn);
  const isEditing = useSignal(false);

  useEffect(() => onLive({ charger: (told) => charger.value = told }, { chargerId: drawn.id }), []);

  const { id, label, registration } = charger.value;
  return (
    <>
      <PageHead title={id} back={{ href: "/chargers", text: t("nav.chargers") }}>
        <ChargerPill charger={charger.value} />
        {label !== null && <span class="hint">{label}</span>}
        {rights.change && (
          <button
            type="button"
            class="button quiet needs-script"
            aria-label={label === null ? undefined : t("charger.editLabel")}
            onClick={() => isEditing.value = true}
          >
            <Icon name="pencil" size={15} /> {label === null && t("charger.addLabel")}
          </button>
        )}
      </PageHead>
      <nav class="tabs" aria-label={t("charger.pages")}>
        <ul>
          {chargerTabs.map((one) => (
            <li key={one}>
              <a href={tabUrl(id, one)} aria-current={one === tab ? "page" : undefined}>{t(`charger.tab.${one}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {registration !== "Accepted" && (
        <div class="notice">
          <p>{t(registration === "Pending" ? "charger.pending" : "charger.rejected")}</p>
          {rights.change && <RegistrationButtons chargerId={id} registration={registration} />}
        </div>
      )}
      {isEditing.value && <LabelDialog chargerId={id} label={label} onDone={() => isEditing.value = false} />}
    </>
  );
}
