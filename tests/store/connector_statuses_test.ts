/** What connectors say they are, as history. */
import { assertEquals } from "@std/assert";
import { newConnector } from "../../lib/domain/connector.ts";
import { aStore, NOON } from "../arrange.ts";

const ALL = { from: 0, to: NOON * 2, limit: 100 };

function aConnector(status: "Available" | "Preparing" | "Charging" | "Faulted", at: number, errorCode = "NoError") {
  return { ...newConnector("CP-1", 1), status, statusAt: at, errorCode };
}

Deno.test("a status that is told again is no change; another one, or another error, is", async () => {
  await using store = await aStore();
  const told = [
    aConnector("Available", NOON),
    aConnector("Available", NOON + 1_000),
    aConnector("Preparing", NOON + 2_000),
    aConnector("Faulted", NOON + 3_000, "GroundFailure"),
    aConnector("Faulted", NOON + 4_000, "HighTemperature"),
  ];
  for (const [i, one] of told.entries()) await store.connectorStatuses.told(one, told[i - 1] ?? null);
  const changes = await store.connectorStatuses.since("CP-1", 1, ALL);
  assertEquals(changes.map(({ at, errorCode }) => [at - NOON, errorCode]), [
    [0, "NoError"],
    [2_000, "NoError"],
    [3_000, "GroundFailure"],
    [4_000, "HighTemperature"],
  ]);
  const connectors = await Array.fromAsync(store.chargers.connectorsOf("CP-1"));
  assertEquals(connectors, [told[4]]);
});

Deno.test("changes of one second stay in the order in which they were told", async () => {
  await using store = await aStore();
  const told = (["Preparing", "Charging", "Available", "Preparing"] as const).map((one) => aConnector(one, NOON));
  for (const [i, one] of told.entries()) await store.connectorStatuses.told(one, told[i - 1] ?? null);
  const changes = await store.connectorStatuses.since("CP-1", 1, ALL);
  assertEquals(changes.map(({ status }) => status), told.map(({ status }) => status));
});

Deno.test("changes are read from a time on, or back from one, a few at a time, of one connector", async () => {
  await using store = await aStore();
  const told = (["Available", "Preparing", "Charging"] as const).map((one, i) => aConnector(one, NOON + i * 1_000));
  for (const [i, one] of told.entries()) await store.connectorStatuses.told(one, told[i - 1] ?? null);
  await store.connectorStatuses.told({ ...told[0], connectorId: 2 }, null);
  const { connectorStatuses } = store;
  const names = (found: { status: string }[]) => found.map(({ status }) => status);
  assertEquals(names(await connectorStatuses.since("CP-1", 1, { ...ALL, from: NOON + 1_000 })), [
    "Preparing",
    "Charging",
  ]);
  assertEquals(names(await connectorStatuses.since("CP-1", 1, { ...ALL, limit: 1 })), ["Available"]);
  assertEquals(names(await connectorStatuses.before("CP-1", 1, { to: NOON + 2_000, limit: 1 })), ["Preparing"]);
});
