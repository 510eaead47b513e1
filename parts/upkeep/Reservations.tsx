/** The reservations that a charger holds. */
import { tabUrl } from "@/components/charger_tabs.ts";
import { withQuery } from "@/components/links.ts";
import { useReader } from "@/components/reader.ts";
import { UpkeepCard } from "@/components/upkeep/UpkeepCard.tsx";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import type { ChargerView, ReservationView } from "@/lib/domain/views.ts";

export default function Reservations({ charger: { id, online }, reservations, mayCommand }: {
  charger: ChargerView;
  reservations: ReservationView[];
  mayCommand: boolean;
}) {
  const { t, format } = useReader();
  return (
    <UpkeepCard
      id="reservations"
      title={t("upkeep.reservations")}
      empty={t("upkeep.noReservations")}
      isEmpty={reservations.length === 0}
      actions={mayCommand && (
        <a class="button" href={withQuery(tabUrl(id, "commands"), { action: "ReserveNow" })}>{t("upkeep.reserve")}</a>
      )}
    >
      <ul class="notes">
        {reservations.map(({ reservationId, connectorId, idTag, expiresAt }) => (
          <li key={reservationId}>
            <p>
              <b>
                {connectorId === 0
                  ? t("upkeep.wholeCharger")
                  : t("charger.connector", { connector: String(connectorId) })}
              </b>{" "}
              {t("upkeep.reserved", { tag: idTag, until: format.exact(Date.parse(expiresAt)) })}
            </p>
            {mayCommand && (
              <p>
                <QuickCommand
                  chargerId={id}
                  isOnline={online}
                  wish={{ action: "CancelReservation", payload: { reservationId } }}
                  label={t("upkeep.cancel")}
                  question={{
                    title: t("upkeep.cancelTitle", { tag: idTag }),
                    text: t("upkeep.cancelText"),
                    action: t("upkeep.cancel"),
                  }}
                />
              </p>
            )}
          </li>
        ))}
      </ul>
    </UpkeepCard>
  );
}
