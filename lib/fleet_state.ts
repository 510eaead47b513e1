/** What the fleet holds of one charger, and how it is shown. */
import type { Charger, Presence } from "./domain/charger.ts";
import type { Connector } from "./domain/connector.ts";
import type { Sample } from "./domain/sample.ts";
import { toChargerView, toConnectorView } from "./domain/shape.ts";
import type { Transaction } from "./domain/transaction.ts";
import type { ChargerView, ConnectorView } from "./domain/views.ts";

export interface ConnectorState {
  connector: Connector;
  transaction: Transaction | null;
  reading: Sample | null;
  /** Samples that came since the bus last told of them. */
  untold: Sample[];
}

export interface ChargerState {
  charger: Charger;
  presence: Presence | null;
  lastSeenAt: number | null;
  connectors: Map<number, ConnectorState>;
}

export function viewCharger({ charger, presence, lastSeenAt, connectors }: ChargerState): ChargerView {
  return toChargerView(charger, {
    online: presence !== null,
    address: presence?.address ?? null,
    lastSeenAt,
    connectors: [...connectors.values()].map(viewConnector).sort((a, b) => a.connectorId - b.connectorId),
  });
}

export function viewConnector({ connector, transaction, reading }: ConnectorState): ConnectorView {
  return toConnectorView(connector, { transactionId: transaction?.id ?? null, reading });
}
