import { Time } from "@/components/Time.tsx";
import { chargerUrl } from "@/components/links.ts";
import { useNow } from "@/components/now.ts";
import { ChargerPill, ConnectorPills } from "@/components/Pill.tsx";
import { Power, readPowerNow } from "@/components/Quantity.tsx";
import { useTexts } from "@/components/reader.ts";
import type { ChargerRow } from "@/lib/charger_row.ts";

/** Which of the rows are picked. */
export interface Picks {
  isPicked: (id: string) => boolean;
  /** They are whatever is clicked. */
  isFixed: boolean;
  /** `isRange`: and those from the last click to this one. */
  onPick: (place: number, isOn: boolean, isRange: boolean) => void;
  onPickShown: (isOn: boolean) => void;
}

/** Chargers, a row each. With `picks` they can be picked, in a browser that runs scripts. */
export function ChargerTable({ chargers, picks }: { chargers: ChargerRow[]; picks: Picks | null }) {
  const now = useNow();
  const t = useTexts();
  return (
    <table class="table" aria-label={t("nav.chargers")}>
      <thead>
        <tr>
          {picks !== null && <PickShown chargers={chargers} picks={picks} />}
          <th scope="col">{t("chargers.charger")}</th>
          <th scope="col" class="w-state">{t("chargers.state")}</th>
          <th scope="col" class="medium w-pills">{t("chargers.connectors")}</th>
          <th scope="col" class="number wide w-power">{t("chargers.power")}</th>
          <th scope="col" class="wide">{t("chargers.model")}</th>
          <th scope="col" class="number wide w-time">{t("chargers.lastSeen")}</th>
        </tr>
      </thead>
      <tbody>
        {chargers.map((charger, place) => (
          <tr key={charger.id} data-charger={charger.id}>
            {picks !== null && (
              <td class="pick needs-script">
                <label class="above">
                  <input
                    type="checkbox"
                    aria-label={t("bulk.pick", { charger: charger.id })}
                    checked={picks.isPicked(charger.id)}
                    disabled={picks.isFixed}
                    onClick={({ currentTarget, shiftKey }) => picks.onPick(place, currentTarget.checked, shiftKey)}
                  />
                </label>
              </td>
            )}
            <th scope="row">
              <a class="row-link" href={chargerUrl(charger.id)}>{charger.id}</a>
              {charger.label !== null && <span class="sub">{charger.label}</span>}
              <div class="narrow">
                <ConnectorPills connectors={charger.connectors} online={charger.online} />
              </div>
            </th>
            <td>
              <ChargerPill charger={charger} />
            </td>
            <td class="medium">
              <ConnectorPills connectors={charger.connectors} online={charger.online} />
            </td>
            <td class="number wide">
              <Power w={powerOf(charger, now)} />
            </td>
            <td class="wide">{modelOf(charger)}</td>
            <td class="number wide">
              <Time at={charger.lastSeenAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PickShown({ chargers, picks }: { chargers: ChargerRow[]; picks: Picks }) {
  const t = useTexts();
  const picked = chargers.filter(({ id }) => picks.isPicked(id)).length;
  return (
    <td class="pick needs-script">
      <label class="above">
        <input
          type="checkbox"
          aria-label={t("bulk.pickShown")}
          checked={picked === chargers.length}
          indeterminate={picked > 0 && picked < chargers.length}
          disabled={picks.isFixed}
          onClick={({ currentTarget }) => picks.onPickShown(currentTarget.checked)}
        />
      </label>
    </td>
  );
}

/** @example {vendor: "ABB", model: "Terra AC"}  →  "ABB Terra AC" */
export function modelOf({ vendor, model }: Pick<ChargerRow, "vendor" | "model">): string {
  return [vendor, model].filter(Boolean).join(" ") || "–";
}

/** Of the sessions that run; null when there is none, or it told no power. */
function powerOf({ online, connectors }: ChargerRow, now: number): number | null {
  const powers = connectors.filter(({ transactionId }) => transactionId !== null)
    .map(({ reading }) => readPowerNow(reading, now)).filter((powerW) => powerW !== null);
  if (!online || powers.length === 0) return null;
  return powers.reduce((sum, powerW) => sum + powerW, 0);
}
