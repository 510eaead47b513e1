/** Remote Trigger and Smart Charging profiles. */
import { assertEquals } from "@std/assert";
import type { CompositeScheduleView, InstalledProfileView } from "../../../lib/domain/upkeep_views.ts";
import { ACCEPTED, type ChargePoint, type Payload, REJECTED, type Scenario, TAG } from "./charge_point.ts";

const period = { startPeriod: 0, limit: 6, numberPhases: 3 };

function profile(chargingProfilePurpose: string, given: Payload = {}): Payload {
  return {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose,
    chargingProfileKind: "Absolute",
    validFrom: "2026-01-01T00:00:00Z",
    validTo: "2030-01-01T00:00:00Z",
    chargingSchedule: {
      duration: 900,
      startSchedule: "2026-01-01T00:00:00Z",
      chargingRateUnit: "A",
      chargingSchedulePeriod: [period],
    },
    ...given,
  };
}

async function installed(point: ChargePoint) {
  const profiles = await point.list<InstalledProfileView>("charging-profiles");
  return profiles.map(({ connectorId, chargingProfileId }) => [connectorId, chargingProfileId]).toSorted();
}

export const remoteTrigger: Scenario[] = [
  ["TC_054", "Messages are triggered", async (point) => {
    const trigger = (requestedMessage: string) =>
      point.asked("TriggerMessage", { requestedMessage, connectorId: 1 }, ACCEPTED);
    const timestamp = new Date().toISOString();
    await trigger("MeterValues");
    const meterValue = [{ timestamp, sampledValue: [{ value: "10", context: "Trigger" }] }];
    assertEquals(await point.call("MeterValues", { connectorId: 1, meterValue }), {});
    await trigger("Heartbeat");
    await point.call("Heartbeat", {});
    await trigger("StatusNotification");
    await point.status("Available");
    await trigger("DiagnosticsStatusNotification");
    await point.call("DiagnosticsStatusNotification", { status: "Idle" });
    await trigger("FirmwareStatusNotification");
    await point.call("FirmwareStatusNotification", { status: "Idle" });
    await point.asked("TriggerMessage", { requestedMessage: "BootNotification" }, ACCEPTED);
    await point.boot();
    const { connectors: [{ reading }] } = await point.view();
    assertEquals(reading?.energyWh, 10);
  }],
  ["TC_055", "A trigger is rejected", async (point) => {
    await point.asked("TriggerMessage", { requestedMessage: "MeterValues", connectorId: 99 }, REJECTED);
  }],
];

export const smartCharging: Scenario[] = [
  ["TC_056", "A default profile for transactions", async (point) => {
    const csChargingProfiles = profile("TxDefaultProfile");
    await point.asked("SetChargingProfile", { connectorId: 1, csChargingProfiles }, ACCEPTED);
    assertEquals(await installed(point), [[1, 1]]);
  }],
  ["TC_057", "A profile for the transaction that runs", async (point) => {
    const transactionId = await point.charging();
    const csChargingProfiles = profile("TxProfile", { transactionId });
    await point.asked("SetChargingProfile", { connectorId: 1, csChargingProfiles }, ACCEPTED);
    assertEquals(await installed(point), [[1, 1]]);
    await point.stop(transactionId);
    assertEquals(await installed(point), []);
  }],
  ["TC_059", "A remote start with a profile", async (point) => {
    const chargingProfile = profile("TxProfile", { chargingProfileKind: "Relative" });
    await point.asked("RemoteStartTransaction", { connectorId: 1, idTag: TAG, chargingProfile }, ACCEPTED);
    const transactionId = await point.charging();
    assertEquals(await installed(point), [[1, 1]]);
    const [{ profile: kept }] = await point.list<InstalledProfileView>("charging-profiles");
    assertEquals(kept.transactionId, transactionId);
  }],
  ["TC_066", "The composite schedule", async (point) => {
    const scheduleStart = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    const answer = {
      status: "Accepted",
      connectorId: 1,
      scheduleStart,
      chargingSchedule: { duration: 300, chargingRateUnit: "A", chargingSchedulePeriod: [period] },
    };
    await point.asked("GetCompositeSchedule", { connectorId: 1, duration: 300, chargingRateUnit: "A" }, answer);
    const to = new Date(Date.parse(scheduleStart) + 300_000).toISOString();
    const [{ from, unit, periods }] = await point.list<CompositeScheduleView>("composite-schedules");
    assertEquals<unknown>([from, unit, periods], [scheduleStart, "A", [
      { from: scheduleStart, to, limit: 6, numberPhases: 3 },
    ]]);
  }],
  ["TC_067", "Profiles are cleared: by id, by what they are, and all", async (point) => {
    const transactionId = await point.charging();
    const set = (connectorId: number, csChargingProfiles: Payload) =>
      point.asked("SetChargingProfile", { connectorId, csChargingProfiles }, ACCEPTED);
    await set(0, profile("ChargePointMaxProfile", { chargingProfileId: 11 }));
    await set(1, profile("TxDefaultProfile", { chargingProfileId: 12 }));
    await set(1, profile("TxProfile", { chargingProfileId: 13, transactionId }));
    assertEquals(await installed(point), [[0, 11], [1, 12], [1, 13]]);
    await point.asked("ClearChargingProfile", { id: 11 }, ACCEPTED);
    assertEquals(await installed(point), [[1, 12], [1, 13]]);
    const those = { connectorId: 1, chargingProfilePurpose: "TxDefaultProfile", stackLevel: 0 };
    await point.asked("ClearChargingProfile", those, ACCEPTED);
    assertEquals(await installed(point), [[1, 13]]);
    await point.asked("ClearChargingProfile", {}, ACCEPTED);
    assertEquals(await installed(point), []);
  }],
];
