/** Pages as an operator sees them: they change by themselves. */
import { assertEquals } from "@std/assert";
import { browserTest } from "./harness.ts";

browserTest(
  "the empty dashboard teaches how to connect, and comes alive when the first charger connects",
  async ({ server, page, visit, charger }) => {
    await visit("/");
    await page.getByRole("heading", { name: "Connect the first charger" }).waitFor();
    const address = page.getByRole("textbox", { name: "Address for chargers" });
    assertEquals((await address.inputValue()).replace(/\/$/, ""), server.endpoint);
    const one = await charger("CP-1");
    await page.getByRole("heading", { name: "Running sessions" }).waitFor();
    await one.start();
    await page.getByRole("table", { name: "Running sessions" }).getByRole("link", { name: "CP-1" }).waitFor();
  },
);

browserTest(
  "a session that starts appears in the running sessions without a reload, and its energy rises",
  async ({ page, visit, charger }) => {
    const one = await charger("CP-1");
    await visit("/");
    await page.getByText("Nothing is charging").waitFor();
    await one.start({ idTag: "TAG-1", meterStart: 1000 });
    const row = page.getByRole("table", { name: "Running sessions" }).locator("tr[data-transaction]");
    await row.filter({ hasText: "TAG-1" }).waitFor();
    await one.measure({ energyWh: 2230, powerW: 7360 });
    await row.filter({ hasText: "7.4 kW" }).filter({ hasText: "1.23 kWh" }).waitFor();
    await one.measure({ energyWh: 3500, powerW: 11_000, socPercent: 54 });
    await row.filter({ hasText: "11.0 kW" }).filter({ hasText: "2.50 kWh" }).filter({ hasText: "54 %" }).waitFor();
    assertEquals(await row.count(), 1);
  },
);

browserTest("a session that stops moves to the past ones without a reload", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  await one.start({ meterStart: 1000 });
  await one.measure({ energyWh: 1500 });
  await visit("/transactions");
  const running = page.getByRole("table", { name: "Running sessions" }).locator("tr[data-transaction]");
  const past = page.getByRole("table", { name: "Past sessions" }).locator("tr[data-transaction]");
  const id = await running.getAttribute("data-transaction");
  assertEquals(await past.count(), 0);
  await one.stop({ meterStop: 13_340 });
  await past.filter({ hasText: "12.34 kWh" }).waitFor();
  assertEquals([await running.count(), await past.getAttribute("data-transaction")], [0, id]);
});

browserTest("a charger that goes offline is shown as offline without a reload", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  const two = await charger("CP-2");
  await visit("/chargers");
  const row = (id: string) => page.getByRole("table", { name: "Chargers" }).locator(`tr[data-charger="${id}"]`);
  await row("CP-1").getByText("Online").waitFor();
  await one.leave();
  await row("CP-1").getByText("Offline").waitFor();
  assertEquals(await row("CP-2").getByText("Online").count(), 1);
  await two.leave();
  await row("CP-2").getByText("Offline").waitFor();
});

browserTest(
  "the dashboard says when its live stream is lost, and catches up by itself",
  async ({ page, visit, charger, goDown, comeBack }) => {
    const before = await charger("CP-1");
    const transactionId = await before.start({ meterStart: 1000 });
    await visit("/transactions");
    const running = page.getByRole("table", { name: "Running sessions" }).locator("tr[data-transaction]");
    await running.waitFor();
    await goDown();
    await page.getByRole("status").getByText("Live updates lost").waitFor();
    await comeBack();
    const after = await charger("CP-1");
    await after.stop({ meterStop: 2000, transactionId });
    await page.getByRole("table", { name: "Past sessions" }).getByText("1.00 kWh").waitFor();
    await page.locator('[data-link="live"]').waitFor();
    assertEquals([await page.getByText("Live updates lost").count(), await running.count()], [0, 0]);
  },
);

browserTest("a tag with markup is shown as text", async ({ page, visit, charger }) => {
  const idTag = "<script>x()</script>";
  const one = await charger("CP-1");
  await visit("/");
  await one.start({ idTag });
  const shown = page.getByText(idTag, { exact: true });
  // Drawn in the browser, then on the server.
  await shown.first().waitFor();
  for (const path of ["/", "/transactions", "/transactions?idTag=" + encodeURIComponent(idTag)]) {
    await visit(path);
    await shown.first().waitFor();
    assertEquals(await page.locator("main script").count(), 0);
  }
});
