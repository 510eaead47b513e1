/** Counts over the fleet: the numbers that matter now. */
import type { FleetCounts } from "./domain/views.ts";
import type { ChargerState } from "./fleet_state.ts";

/** A connector of a charger whose link is down counts as `Offline`, one that never told its status as `Unknown`. */
export function countFleet(states: Iterable<ChargerState>): FleetCounts {
  const counts: FleetCounts = {
    chargers: { total: 0, online: 0, pending: 0 },
    connectors: {},
    activeTransactions: 0,
    powerW: 0,
  };
  for (const { charger, presence, connectors } of states) {
    counts.chargers.total++;
    if (presence !== null) counts.chargers.online++;
    if (charger.registration === "Pending") counts.chargers.pending++;
    for (const { connector, transaction, reading } of connectors.values()) {
      if (transaction !== null) counts.activeTransactions++;
      if (transaction !== null && presence !== null) counts.powerW += reading?.powerW ?? 0;
      if (connector.connectorId === 0) continue;
      const status = presence === null ? "Offline" : connector.status ?? "Unknown";
      counts.connectors[status] = (counts.connectors[status] ?? 0) + 1;
    }
  }
  return counts;
}
