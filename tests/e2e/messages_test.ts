/** Messages, as somebody looks for what went wrong. */
import { assertEquals } from "@std/assert";
import { RawCharger } from "../server.ts";
import { browserTest } from "./harness.ts";

browserTest("messages appear as they happen, call and answer in a row", async ({ server, page, visit }) => {
  await visit("/messages");
  await page.getByText("No message yet").waitFor();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  const rows = page.getByRole("table", { name: "Messages" }).locator("tr[data-state]");
  await rows.filter({ hasText: "Heartbeat" }).filter({ hasText: "Answered" }).waitFor();
  assertEquals(await rows.count(), 1);
});

browserTest("the list stands still while it is paused, and catches up", async ({ server, page, visit }) => {
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  await visit("/messages");
  const rows = page.getByRole("table", { name: "Messages" }).locator("tr[data-state]");
  await rows.first().waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  await page.getByRole("button", { name: "Resume · 2 new" }).waitFor();
  assertEquals(await rows.count(), 1);
  await page.getByRole("button", { name: "Resume" }).click();
  await rows.filter({ hasText: "BootNotification" }).waitFor();
});

browserTest("a failed message is found, looked at and copied", async ({ server, page, visit, follow }) => {
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  await charger.call("BrewCoffee", { cups: 2 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit("/messages");
  await follow(() => page.getByLabel("Which messages").selectOption({ label: "Errors only" }));
  assertEquals(new URL(page.url()).search, "?errors=true");
  const rows = page.getByRole("table", { name: "Messages" }).locator("tr[data-state]");
  assertEquals(await rows.count(), 1);
  await rows.getByRole("button", { name: "BrewCoffee" }).click();
  const sent = page.getByRole("figure").filter({ hasText: "NotImplemented" });
  await sent.getByRole("button", { name: "Copy" }).click();
  await sent.getByText("Copied").waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assertEquals([copied[0], copied[2]], [4, "NotImplemented"]);
  const kept = page.waitForEvent("download");
  await page.getByRole("figure").filter({ hasText: "cups" }).getByRole("button", { name: "Download" }).click();
  assertEquals(/^CP-1-BrewCoffee-call-.*\.json$/.test((await kept).suggestedFilename()), true);
});

browserTest("of one charger older messages are read from the store, with the calls that failed", async (world) => {
  const { server, page, visit } = world;
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("BrewCoffee", { cups: 3 });
  await server.services.messageLog.flushed();
  for (let i = 0; i < 600; i++) await charger.call("Heartbeat", {});
  await visit("/messages?chargerId=CP-1&errors=true");
  const rows = page.getByRole("table", { name: "Messages" }).locator("tr[data-state]");
  await rows.filter({ hasText: "BrewCoffee" }).getByRole("button").click();
  await page.getByRole("figure").filter({ hasText: '"cups": 3' }).waitFor();
});
