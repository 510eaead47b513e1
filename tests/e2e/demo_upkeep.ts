/** What was asked of a charger before, and what it told of its upkeep: for looking at its pages. */
import type { Command } from "../../lib/domain/command.ts";
import type { TestServer } from "../server.ts";

const MINUTE_MS = 60_000;

export async function storeUpkeep({ services: { store } }: TestServer, chargerId: string, now: number): Promise<void> {
  const ago = (minutes: number) => now - minutes * MINUTE_MS;
  const key = (key: string, value: string | null, readonly = false) => ({ key, value, readonly });
  await store.configurations.read(chargerId, {
    told: [
      key("AuthorizationKey", null),
      key("ConnectionTimeOut", "60"),
      key("HeartbeatInterval", "300"),
      key("MeterValueSampleInterval", "60"),
      key("MeterValuesSampledData", "Power.Active.Import,Energy.Active.Import.Register,Current.Import,Voltage,SoC"),
      key("NumberOfConnectors", "2", true),
      key("StopTransactionOnInvalidId", "true"),
      key("SupportedFeatureProfiles", "Core,FirmwareManagement,SmartCharging,RemoteTrigger", true),
      key("VendorDisplayLanguage", "de"),
    ],
    unknownKeys: [],
    isWhole: true,
    at: ago(190),
  });
  await store.configurations.changed(chargerId, {
    key: "VendorDisplayLanguage",
    value: "en",
    needsReboot: true,
    changedBy: "ada",
    at: ago(12),
  });
  await store.jobs.start(chargerId, {
    kind: "firmware",
    requestId: null,
    location: "https://firmware.example.com/hyc-1.4.2.bin",
    fileName: null,
    startedAt: ago(3 * 24 * 60),
  }, null);
  const job = { kind: "firmware", requestId: null } as const;
  for (const [i, status] of ["Downloading", "Downloaded", "Installing", "Installed"].entries()) {
    await store.jobs.told(chargerId, { ...job, status, at: ago(3 * 24 * 60 - i * 2 - 1) });
  }
  await store.chargingProfiles.installed({
    chargerId,
    connectorId: 0,
    profile: {
      chargingProfileId: 7,
      stackLevel: 0,
      chargingProfilePurpose: "ChargePointMaxProfile",
      chargingProfileKind: "Absolute",
      chargingSchedule: { chargingRateUnit: "W", chargingSchedulePeriod: [{ startPeriod: 0, limit: 150_000 }] },
    },
    setAt: ago(400),
  });
  await store.reservations.put({
    v: 1,
    reservationId: 4,
    chargerId,
    connectorId: 2,
    idTag: "Fleet-12",
    parentIdTag: null,
    expiresAt: ago(-90),
    status: "Active",
    reservedAt: ago(15),
  });
  const event = { type: "FirmwareUpdated", at: ago(3 * 24 * 60), techInfo: "1.4.1 to 1.4.2" };
  await store.securityEvents.add(chargerId, event, event.at);
  await store.certificateRequests.add(
    chargerId,
    "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
    ago(60),
  );
  const command = (n: number, given: Partial<Command>): Command => ({
    v: 1,
    id: `01K000000000000000000000${n}0`,
    chargerId,
    action: "ClearCache",
    payload: {},
    askedBy: "ada",
    askedAt: ago(60 - n),
    settledAt: ago(60 - n),
    state: "answered",
    response: { status: "Accepted" },
    error: null,
    isLate: false,
    bulkId: null,
    ...given,
  });
  const notSupported = { code: "NotSupported", description: "No cache on this model", details: {} };
  for (
    const one of [
      command(1, { state: "refused", response: null, error: notSupported }),
      command(2, { action: "Reset", payload: { type: "Soft" }, response: { status: "Rejected" } }),
      command(3, { action: "UnlockConnector", payload: { connectorId: 2 }, state: "timeout", response: null }),
      command(4, { action: "TriggerMessage", payload: { requestedMessage: "StatusNotification" }, askedBy: null }),
    ]
  ) await store.commands.put(one);
}
