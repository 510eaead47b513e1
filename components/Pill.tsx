/** A status: a word and its colour. */
import type { ChargerView, ConnectorView } from "@/lib/domain/views.ts";

/** What a connector says of itself, in plain words. */
const WORDS: Record<string, string> = {
  SuspendedEV: "Paused by car",
  SuspendedEVSE: "Paused by charger",
};

export function statusWord(status: string): string {
  return WORDS[status] ?? status;
}

/** `status` is a connector's status, or one of `Online`, `Offline`, `Pending`, `Rejected`, `Unknown`, `Ended`. */
export function Pill({ status, prefix }: { status: string; prefix?: string }) {
  return (
    <span class="pill" data-status={status}>
      {prefix !== undefined && <span class="pill-prefix">{prefix}</span>}
      {statusWord(status)}
    </span>
  );
}

/** What matters most about a charger: whether it may work here, then whether it is there. */
export function ChargerPill({ charger }: { charger: Pick<ChargerView, "registration" | "online"> }) {
  if (charger.registration !== "Accepted") return <Pill status={charger.registration} />;
  return <Pill status={charger.online ? "Online" : "Offline"} />;
}

/** The connectors of a charger, a pill each. Of one that is offline it is what they said last. */
export function ConnectorPills({ connectors, online }: { connectors: ConnectorView[]; online: boolean }) {
  const outlets = connectors.filter(({ connectorId, status }) => connectorId > 0 || status === "Faulted");
  if (outlets.length === 0) return <span class="hint">None told yet</span>;
  return (
    <ul class={online ? "pills" : "pills stale"} title={online ? undefined : "What they said last"}>
      {outlets.map(({ connectorId, status }) => (
        <li key={connectorId}>
          <Pill status={status ?? "Unknown"} prefix={connectorId === 0 ? "All" : String(connectorId)} />
        </li>
      ))}
    </ul>
  );
}
