/** Tables of bulk commands: those that there were, and the chargers of one. */
import { BulkPill } from "@/components/BulkState.tsx";
import { sumUp, tellBulkCharger } from "@/components/bulk_text.ts";
import { tabUrl } from "@/components/charger_tabs.ts";
import { nameOf } from "@/components/command_text.ts";
import { bulkUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { Icon } from "@/components/Icon.tsx";
import { toneIcons } from "@/components/tone_icons.ts";
import type { BulkChargerView, BulkCommandView } from "@/lib/domain/bulk_views.ts";

export function BulkTable({ bulks }: { bulks: BulkCommandView[] }) {
  const t = useTexts();
  return (
    <table class="table" aria-label={t("bulk.list")}>
      <thead>
        <tr>
          <th scope="col">{t("bulk.command")}</th>
          <th scope="col" class="w-state">{t("bulk.state")}</th>
          <th scope="col" class="number medium w-power">{t("bulk.chargers")}</th>
          <th scope="col" class="number medium w-power">{t("bulk.failed")}</th>
          <th scope="col" class="number w-time">{t("bulk.when")}</th>
        </tr>
      </thead>
      <tbody>
        {bulks.map((bulk) => {
          const { ended, failed } = sumUp(bulk);
          const progress = t("bulk.ofAll", { count: ended, all: bulk.chargers });
          return (
            <tr key={bulk.id} data-bulk={bulk.id}>
              <th scope="row">
                <a class="row-link" href={bulkUrl(bulk.id)}>{nameOf(bulk.action, t)}</a>
                <span class="sub">
                  <span class="narrow-only">{progress}</span>
                  {bulk.askedBy}
                </span>
              </th>
              <td>
                <BulkPill bulk={bulk} />
              </td>
              <td class="number medium">{progress}</td>
              <td class="number medium">{failed}</td>
              <td class="number">
                <Time at={bulk.askedAt} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function BulkChargerTable({ chargers, action, isOver }: {
  chargers: BulkChargerView[];
  action: string;
  isOver: boolean;
}) {
  const t = useTexts();
  return (
    <table class="table bulk-results" aria-label={t("bulk.results")}>
      <thead>
        <tr>
          <th scope="col" class="w-date">{t("chargers.charger")}</th>
          <th scope="col">{t("bulk.result")}</th>
          <th scope="col" class="number medium w-time">{t("bulk.when")}</th>
        </tr>
      </thead>
      <tbody>
        {chargers.map((charger) => {
          const { tone, text, remedy } = tellBulkCharger(charger, { action, isOver }, t);
          return (
            <tr key={charger.n} data-charger={charger.chargerId} data-state={charger.state}>
              <th scope="row">
                <a class="row-link" href={tabUrl(charger.chargerId, "commands")}>{charger.chargerId}</a>
              </th>
              <td>
                <div class="history-text" data-tone={tone}>
                  <Icon name={toneIcons[tone]} />
                  <div>
                    <p>
                      {text} {charger.isLate && t("command.late")}
                    </p>
                    {remedy !== null && <p class="hint">{remedy}</p>}
                  </div>
                </div>
              </td>
              <td class="number medium">
                <Time at={charger.at} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
