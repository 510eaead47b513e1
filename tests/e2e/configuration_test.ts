/** A charger's configuration on its page. */
import { assertEquals } from "@std/assert";
import { browserTest, type RealCharger } from "./harness.ts";

/** A charger with three keys, one of which is stored until it restarts. */
function withKeys(charger: RealCharger): Map<string, string> {
  const keys = new Map([["HeartbeatInterval", "300"], ["NumberOfConnectors", "1"], ["VendorGlow", "blue"]]);
  charger.answers("GetConfiguration", () => ({
    configurationKey: [...keys].map(([key, value]) => ({ key, value, readonly: key === "NumberOfConnectors" })),
  }));
  charger.answers("ChangeConfiguration", ({ key, value }) => {
    if (key === "HeartbeatInterval" && !/^\d+$/.test(String(value))) return { status: "Rejected" };
    keys.set(String(key), String(value));
    return { status: key === "VendorGlow" ? "RebootRequired" : "Accepted" };
  });
  return keys;
}

browserTest("the configuration is read, explained, searched and changed where it stands", async (world) => {
  const { page, visit, charger } = world;
  const keys = withKeys(await charger("CP-1"));
  await visit("/chargers/CP-1/configuration");
  await page.getByText("Not read yet").waitFor();
  await page.getByRole("button", { name: "Read now" }).click();
  const row = (key: string) => page.locator(`tr[data-key="${key}"]`);
  await row("HeartbeatInterval").getByText("Seconds between two signs of life").waitFor();
  await row("NumberOfConnectors").getByText("read-only").waitFor();
  assertEquals(await row("NumberOfConnectors").getByRole("button").count(), 0);
  await page.getByRole("searchbox").fill("glow");
  await row("HeartbeatInterval").waitFor({ state: "detached" });
  await page.getByRole("searchbox").fill("signs of life");
  await row("HeartbeatInterval").getByRole("button", { name: "Change HeartbeatInterval" }).click();
  const field = page.getByRole("textbox", { name: "New value of HeartbeatInterval" });
  assertEquals(await field.evaluate((one) => one === document.activeElement), true);
  await field.fill("often");
  await field.press("Enter");
  await row("HeartbeatInterval").getByRole("alert").getByText("The value may be out of its range").waitFor();
  assertEquals(await field.inputValue(), "often");
  await field.fill("60");
  await field.press("Enter");
  await row("HeartbeatInterval").getByText("60", { exact: true }).waitFor();
  await row("HeartbeatInterval").locator("td").last().getByText("Changed just now").waitFor();
  assertEquals(keys.get("HeartbeatInterval"), "60");
});

browserTest("a change that waits for a restart says so, and offers it", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  withKeys(one);
  one.answers("Reset", () => ({ status: "Accepted" }));
  await visit("/chargers/CP-1/configuration");
  await page.getByRole("button", { name: "Read now" }).click();
  const row = page.locator('tr[data-key="VendorGlow"]');
  await row.getByRole("button", { name: "Change VendorGlow" }).click();
  await page.getByRole("textbox", { name: "New value of VendorGlow" }).fill("green");
  await row.getByRole("button", { name: "Save" }).click();
  await row.getByText("Takes effect after a restart").waitFor();
  await page.getByText("1 change takes effect when the charger has restarted.").waitFor();
  await page.locator(".notice").getByRole("button", { name: "Restart" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restart" }).click();
  await page.getByText("Restart: The charger accepted it.").waitFor();
});
