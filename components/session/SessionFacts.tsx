/** What a session's record says. */
import { Fact } from "@/components/ChargerFacts.tsx";
import { chargerUrl, withQuery } from "@/components/links.ts";
import { Energy } from "@/components/Quantity.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import type { TransactionView } from "@/lib/domain/views.ts";

export function SessionFacts({ session: one }: { session: TransactionView }) {
  const t = useTexts();
  return (
    <section class="card column-side" aria-labelledby="details">
      <header class="card-head">
        <h2 id="details">{t("session.details")}</h2>
      </header>
      <dl class="facts">
        <Fact name={t("session.charger")}>
          <a href={chargerUrl(one.chargerId)}>{one.chargerId}</a>
        </Fact>
        <Fact name={t("session.connector")}>{one.connectorId}</Fact>
        <Fact name={t("session.tag")}>
          <a href={withQuery("/transactions", { idTag: one.idTag })}>{one.idTag}</a>
        </Fact>
        <Fact name={t("session.number")}>{one.transactionId}</Fact>
        <Fact name={t("session.id")}>
          <code>{one.id}</code>
        </Fact>
        <Fact name={t("session.started")}>
          <Time at={one.startedAt} exact />
        </Fact>
        <Fact name={t("session.ended")}>
          <Time at={one.endedAt} exact />
        </Fact>
        <Fact name={t("session.meterStart")}>
          <Energy wh={one.meterStartWh} />
        </Fact>
        <Fact name={t("session.meterEnd")}>
          <Energy wh={one.meterStopWh} />
        </Fact>
        {one.reservationId !== null && <Fact name={t("session.reservation")}>{one.reservationId}</Fact>}
      </dl>
    </section>
  );
}
