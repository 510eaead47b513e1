/** Core profile: sessions as they begin, end and break. */
import { assertEquals, assertNotEquals } from "@std/assert";
import { ACCEPTED, BLOCKED_TAG, EXPIRED_TAG, type Scenario, TAG } from "./charge_point.ts";

const MINUTE_MS = 60_000;

export const sessions: Scenario[] = [
  ["TC_001", "Cold boot", async (point) => {
    await point.boot();
    for (const connectorId of [0, 1, 2]) await point.status("Available", connectorId);
    const { currentTime } = await point.call("Heartbeat", {});
    assertEquals(Math.abs(Date.parse(String(currentTime)) - Date.now()) < 10_000, true);
    const { online, registration, vendor, model } = await point.view();
    assertEquals([online, registration, vendor, model], [true, "Accepted", "Acme", "One"]);
  }],
  ["TC_003", "Regular charging session: plugged in first", async (point) => {
    await point.status("Preparing");
    assertEquals(await point.authorize(), ACCEPTED);
    const { transactionId, idTagInfo } = await point.start();
    assertEquals([idTagInfo, transactionId > 0], [ACCEPTED, true]);
    await point.status("Charging");
    const { state, idTag, connectorId, chargerId, tagStatus } = await point.transaction(transactionId);
    assertEquals([state, idTag, connectorId, chargerId, tagStatus], ["active", TAG, 1, point.id, "Accepted"]);
  }],
  ["TC_004_1", "Regular charging session: identified first", async (point) => {
    assertEquals(await point.authorize(), ACCEPTED);
    await point.status("Preparing");
    const { transactionId, idTagInfo } = await point.start();
    assertEquals(idTagInfo, ACCEPTED);
    await point.status("Charging");
    assertEquals((await point.transaction(transactionId)).state, "active");
  }],
  ["TC_004_2", "Regular charging session: identified first, connection timed out", async (point) => {
    assertEquals(await point.authorize(), ACCEPTED);
    await point.status("Preparing");
    await point.status("Available");
    assertEquals((await point.view()).connectors.map(({ transactionId }) => transactionId), [null]);
  }],
  ["TC_005_1", "EV side disconnected, and the session stopped", async (point) => {
    const transactionId = await point.charging();
    await point.status("SuspendedEV");
    assertEquals(await point.stop(transactionId, { reason: "EVDisconnected" }), {});
    await point.status("Finishing");
    await point.status("Available");
  }],
  ["TC_007", "Regular start: tag in the charge point's cache", async (point) => {
    await point.status("Preparing");
    const { transactionId, idTagInfo } = await point.start();
    assertEquals(idTagInfo, ACCEPTED);
    await point.status("Charging");
    assertEquals(await point.stop(transactionId, { idTag: TAG }), { idTagInfo: ACCEPTED });
    assertEquals((await point.transaction(transactionId)).stopIdTag, TAG);
  }],
  ["TC_023_1", "Authorize: invalid tag", async (point) => {
    await point.status("Preparing");
    assertEquals(await point.authorize("NOBODY"), { status: "Invalid" });
  }],
  ["TC_023_2", "Authorize: expired tag", async (point) => {
    await point.status("Preparing");
    const { status, expiryDate } = await point.authorize(EXPIRED_TAG);
    assertEquals([status, Date.parse(String(expiryDate)) < Date.now()], ["Expired", true]);
  }],
  ["TC_023_3", "Authorize: blocked tag", async (point) => {
    await point.status("Preparing");
    assertEquals(await point.authorize(BLOCKED_TAG), { status: "Blocked" });
  }],
  ["TC_024", "Start fails: the connector does not lock", async (point) => {
    await point.status("Preparing");
    assertEquals(await point.authorize(), ACCEPTED);
    await point.status("Faulted", 1, "ConnectorLockFailure");
    assertEquals((await point.view()).connectors[0].transactionId, null);
  }],
  ["TC_032_1", "Power failure: what ran is stopped after the boot", async (point) => {
    const transactionId = await point.charging();
    await point.reconnect();
    assertEquals((await point.transaction(transactionId)).state, "active");
    await point.boot();
    for (const connectorId of [0, 1]) await point.status("Available", connectorId);
    await point.stop(transactionId, { reason: "PowerLoss" });
  }],
  ["TC_037_1", "Offline start: valid tag", async (point) => {
    await point.reconnect();
    const at = Date.now() - 5 * MINUTE_MS;
    const { transactionId, idTagInfo } = await point.start({ at });
    assertEquals(idTagInfo, ACCEPTED);
    await point.status("Charging");
    const { startedAt, startReceivedAt } = await point.transaction(transactionId);
    assertEquals([startedAt, Date.parse(startReceivedAt) > at + MINUTE_MS], [new Date(at).toISOString(), true]);
  }],
  ["TC_037_3", "Offline start: invalid tag, stopped by the charge point", async (point) => {
    await point.reconnect();
    const { transactionId, idTagInfo } = await point.start({ idTag: "NOBODY", at: Date.now() - 5 * MINUTE_MS });
    assertEquals(idTagInfo, { status: "Invalid" });
    await point.status("Charging");
    await point.stop(transactionId, { reason: "DeAuthorized" });
    await point.status("Finishing");
    assertEquals((await point.transaction(transactionId)).tagStatus, "Invalid");
  }],
  ["TC_039", "A whole session offline", async (point) => {
    await point.reconnect();
    const began = Date.now() - 60 * MINUTE_MS;
    const { transactionId } = await point.start({ at: began });
    assertNotEquals(transactionId, 0);
    const ended = began + 45 * MINUTE_MS;
    await point.stop(transactionId, { at: ended, idTag: TAG });
    const { startedAt, endedAt, durationS } = await point.transaction(transactionId);
    assertEquals([startedAt, endedAt, durationS], [
      new Date(began).toISOString(),
      new Date(ended).toISOString(),
      2_700,
    ]);
  }],
];
