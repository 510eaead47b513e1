/** Who a charger is, and how it is connected. */
import type { ComponentChildren } from "preact";
import { Time } from "@/components/Time.tsx";
import { Pill } from "@/components/Pill.tsx";
import type { ChargerView } from "@/lib/domain/views.ts";

export function ChargerFacts({ charger }: { charger: ChargerView }) {
  const whole = charger.connectors.find(({ connectorId }) => connectorId === 0);
  const meter = [charger.meterType, charger.meterSerialNumber].filter(Boolean).join(" · ");
  return (
    <section class="card" aria-labelledby="facts">
      <header class="card-head">
        <h2 id="facts">About</h2>
      </header>
      <dl class="facts">
        <Fact name="Vendor">{charger.vendor}</Fact>
        <Fact name="Model">{charger.model}</Fact>
        <Fact name="Serial number">{charger.serialNumber}</Fact>
        <Fact name="Firmware">{charger.firmwareVersion}</Fact>
        {meter !== "" && <Fact name="Meter">{meter}</Fact>}
        {charger.iccid !== null && <Fact name="SIM (ICCID)">{charger.iccid}</Fact>}
        {charger.imsi !== null && <Fact name="IMSI">{charger.imsi}</Fact>}
        <Fact name="Protocol">{charger.protocol}</Fact>
        <Fact name="Address">{charger.address}</Fact>
        <Fact name={charger.online ? "Online since" : "Last connected"}>
          <Time at={charger.connectedAt} />
        </Fact>
        <Fact name="Last seen">
          <Time at={charger.lastSeenAt} />
        </Fact>
        <Fact name="Booted">
          <Time at={charger.bootedAt} />
        </Fact>
        <Fact name="First seen">
          <Time at={charger.firstSeenAt} />
        </Fact>
        {whole !== undefined && whole.status !== null && (
          <Fact name="Whole charger">
            <span class={charger.online ? undefined : "stale"}>
              <Pill status={whole.status} />
            </span>
          </Fact>
        )}
        {charger.firmwareStatus !== null && (
          <Fact name="Firmware update">
            {charger.firmwareStatus.status}, <Time at={charger.firmwareStatus.at} />
          </Fact>
        )}
        {charger.diagnosticsStatus !== null && (
          <Fact name="Diagnostics">
            {charger.diagnosticsStatus.status}, <Time at={charger.diagnosticsStatus.at} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span class="unknown">–</span>}</dd>
    </div>
  );
}
