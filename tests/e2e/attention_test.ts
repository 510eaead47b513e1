/** What needs attention, solved where it is shown. */
import { assertEquals } from "@std/assert";
import { RawCharger } from "../server.ts";
import { browserTest } from "./harness.ts";

const SESSION = { idTag: "T", meterStart: 1000, timestamp: new Date(Date.now() - 7_200_000).toISOString() };
const STOP = { transactionId: 990_001, meterStop: 5_000, timestamp: new Date().toISOString() };

browserTest("a charger that waits is accepted on the Overview", async ({ server, page, visit, charger }) => {
  await charger("CP-1");
  await server.services.operations.changeCharger("CP-1", { registration: "Pending" });
  await visit("/");
  await page.getByText("Acme One waits to be accepted").waitFor();
  await page.getByRole("button", { name: /^Accept/ }).click();
  await page.getByText("All is well").waitFor();
  assertEquals(server.services.fleet.view("CP-1")?.registration, "Accepted");
});

browserTest("a stop that fits nothing is assigned to the session it was meant for", async (world) => {
  const { server, page, visit } = world;
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  for (const connectorId of [1, 2]) await charger.call("StartTransaction", { connectorId, ...SESSION });
  await charger.call("StopTransaction", STOP);
  await visit("/");
  await page.getByRole("button", { name: /^Assign/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/connector 2/).check();
  await dialog.getByRole("button", { name: "End this session" }).click();
  await page.getByText("All is well").waitFor();
  const rows = page.getByRole("table", { name: "Running sessions" }).locator("tr[data-transaction]");
  await rows.filter({ hasText: "connector 2" }).waitFor({ state: "detached" });
  assertEquals(await rows.count(), 1);
});

browserTest("a stop that fits nothing is dismissed, when that is confirmed", async ({ server, page, visit }) => {
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("StopTransaction", STOP);
  await visit("/");
  await page.getByRole("button", { name: /^Dismiss/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Dismiss" }).click();
  await page.getByText("All is well").waitFor();
});

browserTest("a charger whose clock is wrong is told, and all is well once it has started anew", async (world) => {
  const { server, page, visit } = world;
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("StartTransaction", { connectorId: 1, ...SESSION, timestamp: "1970-01-01T00:00:07Z" });
  await visit("/");
  await page.getByText("Its clock is wrong").waitFor();
  await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  await page.getByText("All is well").waitFor();
});

browserTest("the fleet's power is a chart and a table, and goes on with what it is now", async (world) => {
  const { server, page, visit, charger } = world;
  const one = await charger("CP-1");
  await one.start();
  await one.measure({ energyWh: 1_200, powerW: 7_360 });
  await server.services.powerHistory.stop();
  const at = Date.now() - Date.now() % 300_000;
  for (const [ago, powerW] of [[3, 12_000], [2, 24_000]]) {
    await server.services.store.fleetPowers.put({
      v: 1,
      at: at - ago * 300_000,
      sumW: powerW,
      count: 1,
      mostW: powerW,
      mostAt: at - ago * 300_000,
    });
  }
  await server.services.powerHistory.start();
  await visit("/");
  const card = page.getByRole("region", { name: "Power of the last 24 hours" }).first();
  await card.locator("canvas").waitFor();
  await card.getByText(/At most 24.0 kW/).waitFor();
  await card.getByText("Power 7.4 kW").waitFor();
  await one.measure({ energyWh: 1_400, powerW: 11_000 });
  await card.getByText("Power 11.0 kW").waitFor();
  await card.getByText("The hours as a table").click();
  await card.getByRole("cell", { name: "kW" }).first().waitFor();
});

browserTest("what needs attention comes before what runs, and on a screen stands beside it", async (world) => {
  const { server, page, visit, charger } = world;
  await charger("CP-1");
  await server.services.operations.changeCharger("CP-1", { registration: "Pending" });
  await visit("/");
  const names = ["Needs attention", "Power of the last 24 hours", "Running sessions", "Connectors by status"];
  assertEquals(await page.locator(".board h2").allTextContents(), names);
  const places = async () => {
    const boxes = names.map(async (name) => (await page.getByRole("region", { name, exact: true }).boundingBox())!);
    return await Promise.all(boxes);
  };
  const [beside, chart, runs, byStatus] = await places();
  assertEquals([beside.y, byStatus.x], [chart.y, beside.x]);
  assertEquals([beside.x > chart.x + chart.width, byStatus.y > beside.y], [true, true]);
  // Nothing comes between two that stand one below the other but the usual gap.
  assertEquals(byStatus.y - beside.y - beside.height, runs.y - chart.y - chart.height);
  await page.setViewportSize({ width: 390, height: 844 });
  const tops = (await places()).map(({ y }) => y);
  assertEquals(tops, tops.toSorted((a, b) => a - b));
});
