/** Tables of sessions: those that run, and those that are past. */
import { Time } from "@/components/Time.tsx";
import { transactionUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { Duration, Energy, PowerNow, StateOfCharge } from "@/components/Quantity.tsx";
import type { TransactionView } from "@/lib/domain/views.ts";

interface Rows {
  sessions: TransactionView[];
  /** On a charger's own page it need not be said again. */
  withCharger?: boolean;
}

export function RunningTable({ sessions, withCharger = true }: Rows) {
  const t = useTexts();
  return (
    <table class="table" aria-label={t("sessions.runningTable")}>
      <thead>
        <tr>
          <th scope="col">{t(withCharger ? "sessions.charger" : "sessions.session")}</th>
          <th scope="col" class="wide">{t("sessions.tag")}</th>
          <th scope="col" class="number w-power">{t("sessions.power")}</th>
          <th scope="col" class="number w-energy">{t("sessions.energy")}</th>
          <th scope="col" class="number medium w-soc">{t("sessions.battery")}</th>
          <th scope="col" class="number wide w-time">{t("sessions.duration")}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((one) => (
          <tr key={one.id} data-transaction={one.id} data-charger={one.chargerId}>
            <Place session={one} withCharger={withCharger} />
            <td class="wide">{one.idTag}</td>
            <td class="number">
              <PowerNow reading={one.reading} />
            </td>
            <td class="number">
              <Energy wh={one.energyWh} />
            </td>
            <td class="number medium">
              <StateOfCharge percent={one.reading?.socPercent} />
            </td>
            <td class="number wide">
              <Duration of={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function PastTable({ sessions, withCharger = true }: Rows) {
  const t = useTexts();
  return (
    <table class="table" aria-label={t("sessions.pastTable")}>
      <thead>
        <tr>
          <th scope="col">{t(withCharger ? "sessions.charger" : "sessions.session")}</th>
          <th scope="col" class="wide">{t("sessions.tag")}</th>
          <th scope="col" class="medium w-date">{t("sessions.started")}</th>
          <th scope="col" class="number medium w-time">{t("sessions.duration")}</th>
          <th scope="col" class="number w-energy">{t("sessions.energy")}</th>
          <th scope="col" class="wide">{t("sessions.endedBecause")}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((one) => (
          <tr key={one.id} data-transaction={one.id} data-charger={one.chargerId}>
            <Place session={one} withCharger={withCharger} />
            <td class="wide">{one.idTag}</td>
            <td class="medium">
              <Time at={one.startedAt} exact />
            </td>
            <td class="number medium">
              <Duration of={one} />
            </td>
            <td class="number">
              <Energy wh={one.energyWh} />
            </td>
            <td class="wide">{t.word("reason", one.stopReason ?? "Local")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The row's name, which leads to the session. Below it, on a phone, what the columns left out. */
function Place({ session, withCharger }: { session: TransactionView; withCharger: boolean }) {
  const t = useTexts();
  const { id, transactionId, chargerId, connectorId, idTag } = session;
  return (
    <th scope="row">
      <a class="row-link" href={transactionUrl(id)}>{withCharger ? chargerId : `#${transactionId}`}</a>
      <span class="sub">
        {t("sessions.connector", { connector: String(connectorId) })}
        <span class="narrow">
          {idTag} · {session.endedAt === null ? <Duration of={session} /> : <Time at={session.startedAt} />}
        </span>
      </span>
    </th>
  );
}
