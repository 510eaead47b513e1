/**
 * A charger as a row of the list shows it. The list is long, and each field of it goes to the browser twice, as text and
 * as data: what no row shows is left out.
 */
import { iso } from "./domain/shape.ts";
import type { ChargerView, ConnectorView, SampleView } from "./domain/views.ts";
import type { ChargerState, ConnectorState } from "./fleet_state.ts";

/** `reading` is null where no power was told. */
export interface ConnectorRow extends Pick<ConnectorView, "connectorId" | "status" | "transactionId"> {
  reading: Pick<SampleView, "at" | "powerW"> | null;
}

/** A `ChargerView` is one, too: the live stream tells more than a row shows. */
export interface ChargerRow
  extends Pick<ChargerView, "id" | "label" | "vendor" | "model" | "registration" | "online" | "lastSeenAt"> {
  connectors: ConnectorRow[];
}

export function toChargerRow({ charger, presence, lastSeenAt, connectors }: ChargerState): ChargerRow {
  const { id, label, vendor, model, registration } = charger;
  return {
    id,
    label,
    vendor,
    model,
    registration,
    online: presence !== null,
    lastSeenAt: iso(lastSeenAt ?? charger.lastSeenAt),
    connectors: [...connectors.values()].map(toConnectorRow).sort((a, b) => a.connectorId - b.connectorId),
  };
}

function toConnectorRow({ connector: { connectorId, status }, transaction, reading }: ConnectorState): ConnectorRow {
  return {
    connectorId,
    status,
    transactionId: transaction?.id ?? null,
    reading: reading?.powerW === undefined ? null : { at: iso(reading.at), powerW: reading.powerW },
  };
}
