/** Charging profiles, and the transactions that they go with. */
import type { InstalledProfileView } from "../../lib/domain/upkeep_views.ts";
import { items, type Pair } from "./asking.ts";

export function aProfile(given: Record<string, unknown> = {}) {
  return {
    stackLevel: 0,
    chargingProfilePurpose: "TxDefaultProfile",
    chargingProfileKind: "Absolute",
    chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] },
    ...given,
  };
}

/** What the charger is known to hold: connector, id and template of each. */
export async function installed({ server }: Pair): Promise<[number, number, string | null][]> {
  const found = await items<InstalledProfileView>(server, "/api/chargers/CP-1/charging-profiles");
  return found.map(({ connectorId, chargingProfileId, template }) => [connectorId, chargingProfileId, template]);
}

/** @returns the number of the transaction */
export async function start({ charger }: Pair, connectorId: number, idTag = "T"): Promise<number> {
  const timestamp = new Date().toISOString();
  const start = { connectorId, idTag, meterStart: 0, timestamp };
  return (await charger.call("StartTransaction", start) as { transactionId: number }).transactionId;
}
