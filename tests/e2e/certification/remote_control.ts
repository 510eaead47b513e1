/** Core profile: what the central system asks for. */
import { assertEquals } from "@std/assert";
import type { CommandView, ConfigurationKeyView } from "../../../lib/domain/views.ts";
import { ACCEPTED, type Payload, REJECTED, type Scenario, TAG } from "./charge_point.ts";

const remoteStart = { connectorId: 1, idTag: TAG };

/** Resets a charge point that charges: it stops, goes, comes back and boots. */
function reset(type: "Hard" | "Soft"): Scenario[2] {
  return async (point) => {
    const transactionId = await point.charging();
    await point.asked("Reset", { type }, ACCEPTED);
    await point.stop(transactionId, { reason: `${type}Reset` });
    await point.reconnect();
    await point.boot();
    for (const connectorId of [0, 1]) await point.status("Available", connectorId);
    assertEquals((await point.view()).online, true);
  };
}

/** Asks to unlock a connector where nothing charges. */
function unlock(connectorId: number, status: string): Scenario[2] {
  return async (point) => {
    await point.status("Available");
    await point.asked("UnlockConnector", { connectorId }, { status });
  };
}

function changeConfiguration(status: string): Scenario[2] {
  return async (point) => {
    await point.asked("ChangeConfiguration", { key: "MeterValueSampleInterval", value: "-1" }, { status });
    assertEquals(await point.list<ConfigurationKeyView>("configuration"), []);
  };
}

export const remoteControl: Scenario[] = [
  ["TC_010", "Remote start: plugged in first", async (point) => {
    await point.status("Preparing");
    await point.asked("RemoteStartTransaction", remoteStart, ACCEPTED);
    assertEquals(await point.authorize(), ACCEPTED);
    const { transactionId, idTagInfo } = await point.start();
    assertEquals(idTagInfo, ACCEPTED);
    await point.status("Charging");
    assertEquals((await point.transaction(transactionId)).state, "active");
  }],
  ["TC_011_1", "Remote start: asked first", async (point) => {
    await point.asked("RemoteStartTransaction", remoteStart, ACCEPTED);
    assertEquals(await point.authorize(), ACCEPTED);
    await point.status("Preparing");
    assertEquals((await point.start()).idTagInfo, ACCEPTED);
    await point.status("Charging");
  }],
  ["TC_011_2", "Remote start: timed out", async (point) => {
    await point.asked("RemoteStartTransaction", remoteStart, ACCEPTED);
    assertEquals(await point.authorize(), ACCEPTED);
    await point.status("Preparing");
    await point.status("Available");
    assertEquals((await point.view()).connectors[0].transactionId, null);
  }],
  ["TC_012", "Remote stop", async (point) => {
    const transactionId = await point.charging();
    await point.asked("RemoteStopTransaction", { transactionId }, ACCEPTED);
    await point.stop(transactionId, { reason: "Remote" });
    await point.status("Finishing");
    await point.status("Available");
  }],
  ["TC_013", "Hard reset", reset("Hard")],
  ["TC_014", "Soft reset", reset("Soft")],
  ["TC_017_1", "Unlock: nothing charges, cable not fixed", unlock(1, "Unlocked")],
  ["TC_017_2", "Unlock: nothing charges, cable fixed", unlock(1, "NotSupported")],
  ["TC_018_1", "Unlock: while it charges, cable not fixed", async (point) => {
    const transactionId = await point.charging();
    await point.asked("UnlockConnector", { connectorId: 1 }, { status: "Unlocked" });
    await point.status("Finishing");
    await point.stop(transactionId, { reason: "UnlockCommand" });
    await point.status("Available");
  }],
  ["TC_019_1", "Configuration: all keys", async (point) => {
    const configurationKey = [
      { key: "HeartbeatInterval", readonly: false, value: "300" },
      { key: "NumberOfConnectors", readonly: true, value: "1" },
    ];
    await point.asked("GetConfiguration", {}, { configurationKey });
    const kept = await point.list<ConfigurationKeyView>("configuration");
    assertEquals(kept.map(({ key, readonly, value }) => ({ key, readonly, value })), configurationKey);
  }],
  ["TC_019_2", "Configuration: one key", async (point) => {
    const configurationKey = [{ key: "SupportedFeatureProfiles", readonly: true, value: "Core,Reservation" }];
    await point.asked("GetConfiguration", { key: ["SupportedFeatureProfiles"] }, { configurationKey });
    assertEquals((await point.list<ConfigurationKeyView>("configuration"))[0].value, "Core,Reservation");
  }],
  ["TC_021", "Configuration: a key is changed", async (point) => {
    await point.asked("ChangeConfiguration", { key: "MeterValueSampleInterval", value: "60" }, ACCEPTED);
    const [{ key, value, changedAt }] = await point.list<ConfigurationKeyView>("configuration");
    assertEquals([key, value, changedAt === null], ["MeterValueSampleInterval", "60", false]);
  }],
  ["TC_026", "Remote start: rejected", async (point) => {
    await point.asked("RemoteStartTransaction", remoteStart, REJECTED);
    const [{ state, response }] = await point.list<CommandView>("commands");
    assertEquals<unknown>([state, response], ["answered", REJECTED]);
  }],
  ["TC_028", "Remote stop: rejected", async (point) => {
    const transactionId = await point.charging();
    await point.asked("RemoteStopTransaction", { transactionId: transactionId + 1_000 }, REJECTED);
    assertEquals((await point.transaction(transactionId)).state, "active");
  }],
  ["TC_030", "Unlock: fails", unlock(1, "UnlockFailed")],
  ["TC_031", "Unlock: no such connector", unlock(99, "NotSupported")],
  ["TC_040_1", "Configuration: key not supported", changeConfiguration("NotSupported")],
  ["TC_040_2", "Configuration: invalid value", changeConfiguration("Rejected")],
  ["TC_061", "The authorization cache is cleared", async (point) => {
    await point.asked("ClearCache", {}, ACCEPTED);
  }],
  ["TC_064", "Vendor data that the central system does not know", async (point) => {
    const data: Payload = { vendorId: "org.example", messageId: "Test", data: "Hello" };
    assertEquals(await point.call("DataTransfer", data), { status: "UnknownVendorId" });
  }],
];
