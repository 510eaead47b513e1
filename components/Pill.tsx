/** A status: a word and its colour. */
import { useTexts } from "@/components/reader.ts";
import type { ChargerView, ConnectorView } from "@/lib/domain/views.ts";

/** `status` is a connector's status, or one of `Online`, `Offline`, `Pending`, `Rejected`, `Unknown`, `Ended`. */
export function Pill({ status, prefix }: { status: string; prefix?: string }) {
  const t = useTexts();
  return (
    <span class="pill" data-status={status}>
      {prefix !== undefined && <span class="pill-prefix">{prefix}</span>}
      {t.word("status", status)}
    </span>
  );
}

/** What matters most about a charger: whether it may work here, then whether it is there. */
export function ChargerPill({ charger }: { charger: Pick<ChargerView, "registration" | "online"> }) {
  if (charger.registration !== "Accepted") return <Pill status={charger.registration} />;
  return <Pill status={charger.online ? "Online" : "Offline"} />;
}

/** The connectors of a charger, a pill each. Of one that is offline it is what they said last. */
export function ConnectorPills({ connectors, online }: {
  connectors: Pick<ConnectorView, "connectorId" | "status">[];
  online: boolean;
}) {
  const t = useTexts();
  const outlets = connectors.filter(({ connectorId, status }) => connectorId > 0 || status === "Faulted");
  if (outlets.length === 0) return <span class="hint">{t("chargers.noConnectors")}</span>;
  return (
    <ul class={online ? "pills" : "pills stale"} title={online ? undefined : t("chargers.past")}>
      {outlets.map(({ connectorId, status }) => (
        <li key={connectorId}>
          <Pill status={status ?? "Unknown"} prefix={connectorId === 0 ? t("chargers.whole") : String(connectorId)} />
        </li>
      ))}
    </ul>
  );
}
