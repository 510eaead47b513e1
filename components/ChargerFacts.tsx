/** Who a charger is, and how it is connected. */
import type { ComponentChildren } from "preact";
import { Pill } from "@/components/Pill.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import type { ChargerView } from "@/lib/domain/views.ts";

export function ChargerFacts({ charger }: { charger: ChargerView }) {
  const t = useTexts();
  const whole = charger.connectors.find(({ connectorId }) => connectorId === 0);
  const meter = [charger.meterType, charger.meterSerialNumber].filter(Boolean).join(" · ");
  return (
    <section class="card" aria-labelledby="facts">
      <header class="card-head">
        <h2 id="facts">{t("charger.about")}</h2>
      </header>
      <dl class="facts">
        <Fact name={t("charger.vendor")}>{charger.vendor}</Fact>
        <Fact name={t("charger.model")}>{charger.model}</Fact>
        <Fact name={t("charger.serial")}>{charger.serialNumber}</Fact>
        <Fact name={t("charger.firmware")}>{charger.firmwareVersion}</Fact>
        {meter !== "" && <Fact name={t("charger.meter")}>{meter}</Fact>}
        {charger.iccid !== null && <Fact name={t("charger.iccid")}>{charger.iccid}</Fact>}
        {charger.imsi !== null && <Fact name={t("charger.imsi")}>{charger.imsi}</Fact>}
        <Fact name={t("charger.protocol")}>{charger.protocol}</Fact>
        <Fact name={t("charger.address")}>{charger.address}</Fact>
        <Fact name={t(charger.online ? "charger.onlineSince" : "charger.lastConnected")}>
          <Time at={charger.connectedAt} />
        </Fact>
        <Fact name={t("charger.lastSeen")}>
          <Time at={charger.lastSeenAt} />
        </Fact>
        <Fact name={t("charger.booted")}>
          <Time at={charger.bootedAt} />
        </Fact>
        <Fact name={t("charger.firstSeen")}>
          <Time at={charger.firstSeenAt} />
        </Fact>
        {whole !== undefined && whole.status !== null && (
          <Fact name={t("charger.whole")}>
            <span class={charger.online ? undefined : "stale"}>
              <Pill status={whole.status} />
            </span>
          </Fact>
        )}
        <UpkeepFact name={t("charger.firmwareUpdate")} told={charger.firmwareStatus} />
        <UpkeepFact name={t("charger.diagnostics")} told={charger.diagnosticsStatus} />
      </dl>
    </section>
  );
}

function UpkeepFact({ name, told }: { name: string; told: ChargerView["firmwareStatus"] }) {
  const t = useTexts();
  if (told === null) return null;
  return <Fact name={name}>{t.parts("charger.statusAt", { status: told.status, at: <Time at={told.at} /> })}</Fact>;
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span class="unknown">–</span>}</dd>
    </div>
  );
}
