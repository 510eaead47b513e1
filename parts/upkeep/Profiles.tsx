/** The charging profiles that a charger holds, and what it says that they come to. */
import { tabUrl } from "@/components/charger_tabs.ts";
import { JsonText } from "@/components/JsonText.tsx";
import { withQuery } from "@/components/links.ts";
import { useReader, useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { UpkeepCard } from "@/components/upkeep/UpkeepCard.tsx";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import type { CompositeScheduleView, InstalledProfileView } from "@/lib/domain/upkeep_views.ts";
import type { ChargerView } from "@/lib/domain/views.ts";

interface ProfilesProps {
  charger: ChargerView;
  profiles: InstalledProfileView[];
  schedules: CompositeScheduleView[];
  mayCommand: boolean;
}

const DAY_S = 86_400;

export default function Profiles({ charger, profiles, schedules, mayCommand }: ProfilesProps) {
  const t = useTexts();
  const { id, online, connectors } = charger;
  const outlets = connectors.filter(({ connectorId }) => connectorId > 0);
  return (
    <>
      <UpkeepCard
        id="profiles"
        title={t("upkeep.profiles")}
        empty={t("upkeep.noProfiles")}
        emptyHint={t("upkeep.noProfilesHint")}
        isEmpty={profiles.length === 0}
        actions={mayCommand && (
          <a class="button" href={withQuery(tabUrl(id, "commands"), { action: "SetChargingProfile" })}>
            {t("upkeep.installProfile")}
          </a>
        )}
      >
        <ul class="notes">
          {profiles.map((one) => (
            <li key={`${one.connectorId} ${one.chargingProfileId}`}>
              <p class="job-head">
                <b>{nameOf(one)}</b>
                <span>
                  {one.connectorId === 0
                    ? t("upkeep.wholeCharger")
                    : t("charger.connector", { connector: String(one.connectorId) })}
                </span>
                <span class="hint">{t.parts("upkeep.profileSet", { when: <Time at={one.setAt} /> })}</span>
              </p>
              <p class="detail">
                {t("upkeep.profile", {
                  purpose: one.profile.chargingProfilePurpose,
                  level: String(one.profile.stackLevel),
                })}
              </p>
              <details class="command-json">
                <summary>{t("upkeep.limits")}</summary>
                <JsonText value={one.profile} />
              </details>
              {mayCommand && (
                <p>
                  <QuickCommand
                    chargerId={id}
                    isOnline={online}
                    wish={{ action: "ClearChargingProfile", payload: { id: one.chargingProfileId } }}
                    label={t("upkeep.removeProfile")}
                    question={{
                      title: t("upkeep.removeProfileTitle", { name: nameOf(one) }),
                      text: t("upkeep.removeProfileText"),
                      action: t("upkeep.removeProfile"),
                    }}
                  />
                </p>
              )}
            </li>
          ))}
        </ul>
      </UpkeepCard>
      <UpkeepCard
        id="schedule"
        title={t("upkeep.schedule")}
        empty={t("upkeep.noSchedule")}
        isEmpty={outlets.length === 0}
      >
        <ul class="notes">
          {outlets.map(({ connectorId }) => (
            <li key={connectorId}>
              <Schedule
                connectorId={connectorId}
                told={schedules.find((one) => one.connectorId === connectorId) ?? null}
              />
              {mayCommand && (
                <p>
                  <QuickCommand
                    chargerId={id}
                    isOnline={online}
                    wish={{ action: "GetCompositeSchedule", payload: { connectorId, duration: DAY_S } }}
                    label={t("upkeep.askSchedule")}
                  />
                </p>
              )}
            </li>
          ))}
        </ul>
      </UpkeepCard>
    </>
  );
}

function Schedule({ connectorId, told }: { connectorId: number; told: CompositeScheduleView | null }) {
  const { t, format } = useReader();
  if (told === null) {
    return (
      <p>
        {t("charger.connector", { connector: String(connectorId) })} <span class="hint">{t("upkeep.noSchedule")}</span>
      </p>
    );
  }
  return (
    <>
      <p class="hint">
        {t.parts("upkeep.scheduleAt", { connector: String(connectorId), when: <Time at={told.answeredAt} /> })}
      </p>
      <ol>
        {told.periods.map(({ from, limit }) => (
          <li key={from}>
            {t("upkeep.limit", { limit, unit: told.unit ?? "", at: format.exact(Date.parse(from)) })}
          </li>
        ))}
      </ol>
    </>
  );
}

function nameOf({ template, chargingProfileId }: InstalledProfileView): string {
  return template ?? `#${chargingProfileId}`;
}
