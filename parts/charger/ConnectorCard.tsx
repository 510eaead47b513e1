/** One connector of a charger: its status, what is wrong, what its meter says, and its chart. */
import type { ComponentChildren } from "preact";
import LiveChart from "@/parts/LiveChart.tsx";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { Time } from "@/components/Time.tsx";
import { transactionUrl } from "@/components/links.ts";
import { Pill } from "@/components/Pill.tsx";
import { Energy, Power, Quantity, StateOfCharge } from "@/components/Quantity.tsx";
import { useFormat, useTexts } from "@/components/reader.ts";
import type { ToldVerdict } from "@/components/verdict_text.ts";
import VerdictBox from "@/parts/charger/VerdictBox.tsx";
import ConnectorCommands from "@/parts/commands/ConnectorCommands.tsx";
import type { ConnectorView, SampleView, TransactionView } from "@/lib/domain/views.ts";

interface ConnectorCardProps {
  chargerId: string;
  connector: ConnectorView;
  /** What runs here. */
  session: TransactionView | null;
  verdict: ToldVerdict | null;
  online: boolean;
  rights: ChargerRights;
}

export default function ConnectorCard(
  { chargerId, connector, session, verdict, online, rights }: ConnectorCardProps,
) {
  const t = useTexts();
  const { connectorId, status, statusAt, transactionId, reading } = connector;
  const title = `connector-${connectorId}`;
  return (
    <section class="card" aria-labelledby={title} data-connector={connectorId}>
      <header class="card-head">
        <h2 id={title}>{t("charger.connector", { connector: String(connectorId) })}</h2>
        <span class={online ? undefined : "stale"}>
          <Pill status={status ?? "Unknown"} />
        </span>
        {statusAt !== null && (
          <span class="hint">
            <Time at={statusAt} />
          </span>
        )}
        {transactionId !== null && (
          <a class="more" href={transactionUrl(transactionId)}>{t("charger.runningSession")}</a>
        )}
      </header>
      {verdict !== null && <VerdictBox chargerId={chargerId} verdict={verdict} isOnline={online} rights={rights} />}
      {verdict?.code !== "faulted" && <WhatIsWrong connector={connector} />}
      {reading !== null && <Reading reading={reading} isPast={!online || isOver(connector)} />}
      {rights.command && (
        <div class="card-commands">
          <ConnectorCommands chargerId={chargerId} connector={connector} session={session} isOnline={online} />
        </div>
      )}
      <LiveChart chargerId={chargerId} connectorId={connectorId} />
    </section>
  );
}

function WhatIsWrong({ connector: { errorCode, info, vendorErrorCode } }: { connector: ConnectorView }) {
  const said = [errorCode, vendorErrorCode, info].filter((text) => text !== null && text !== "" && text !== "NoError");
  if (said.length === 0) return null;
  return <p class="connector-error">{said.join(" · ")}</p>;
}

/** Whether what the meter said last was said of a session that has ended since. */
function isOver({ transactionId, statusAt, reading }: ConnectorView): boolean {
  return transactionId === null && statusAt !== null && reading !== null && reading.at < statusAt;
}

/** What the meter said last. */
function Reading({ reading, isPast }: { reading: SampleView; isPast: boolean }) {
  const t = useTexts();
  return (
    <dl class={isPast ? "reading past" : "reading"}>
      <Value name={t("reading.power")}>
        <Power w={reading.powerW} />
      </Value>
      <Value name={t("reading.current")} isLong={isThreePhase(reading.currentA)}>
        <Phases values={reading.currentA} unit="A" />
      </Value>
      <Value name={t("reading.voltage")} isLong={isThreePhase(reading.voltageV)}>
        <Phases values={reading.voltageV} unit="V" digits={0} />
      </Value>
      {reading.socPercent !== undefined && (
        <Value name={t("reading.soc")}>
          <StateOfCharge percent={reading.socPercent} />
        </Value>
      )}
      <Value name={t("reading.meter")}>
        <Energy wh={reading.energyWh} />
      </Value>
      <Value name={t(isPast ? "reading.lastRead" : "reading.read")}>
        <Time at={reading.at} />
      </Value>
    </dl>
  );
}

function Value({ name, isLong = false, children }: { name: string; isLong?: boolean; children: ComponentChildren }) {
  return (
    <div class={isLong ? "long" : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function isThreePhase(values: SampleView["currentA"]): boolean {
  return values !== undefined && values.length > 1;
}

/** L1, L2, L3, or the one that was told. */
function Phases({ values, unit, digits = 1 }: { values: SampleView["currentA"]; unit: string; digits?: number }) {
  const format = useFormat();
  if (values === undefined) return <Quantity value={null} unit={unit} />;
  return (
    <Quantity value={values.map((one) => one === null ? "–" : format.number(one, digits)).join(" / ")} unit={unit} />
  );
}
