/** Tables of sessions: those that run, and those that are past. */
import { Time } from "@/components/Time.tsx";
import { transactionUrl } from "@/components/links.ts";
import { Duration, Energy, PowerNow, StateOfCharge } from "@/components/Quantity.tsx";
import type { TransactionView } from "@/lib/domain/views.ts";

interface Rows {
  sessions: TransactionView[];
  /** On a charger's own page it need not be said again. */
  withCharger?: boolean;
}

export function RunningTable({ sessions, withCharger = true }: Rows) {
  return (
    <table class="table" aria-label="Running sessions">
      <thead>
        <tr>
          <th scope="col">{withCharger ? "Charger" : "Session"}</th>
          <th scope="col" class="wide">Tag</th>
          <th scope="col" class="number w-power">Power</th>
          <th scope="col" class="number w-energy">Energy</th>
          <th scope="col" class="number medium w-soc">Battery</th>
          <th scope="col" class="number wide w-time">Duration</th>
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
  return (
    <table class="table" aria-label="Past sessions">
      <thead>
        <tr>
          <th scope="col">{withCharger ? "Charger" : "Session"}</th>
          <th scope="col" class="wide">Tag</th>
          <th scope="col" class="medium w-date">Started</th>
          <th scope="col" class="number medium w-time">Duration</th>
          <th scope="col" class="number w-energy">Energy</th>
          <th scope="col" class="wide">Ended because</th>
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
            <td class="wide">{one.stopReason ?? "Local"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The row's name, which leads to the session. Below it, on a phone, what the columns left out. */
function Place({ session, withCharger }: { session: TransactionView; withCharger: boolean }) {
  const { id, transactionId, chargerId, connectorId, idTag } = session;
  return (
    <th scope="row">
      <a class="row-link" href={transactionUrl(id)}>{withCharger ? chargerId : `#${transactionId}`}</a>
      <span class="sub">
        connector {connectorId}
        <span class="narrow">
          {idTag} · {session.endedAt === null ? <Duration of={session} /> : <Time at={session.startedAt} />}
        </span>
      </span>
    </th>
  );
}
