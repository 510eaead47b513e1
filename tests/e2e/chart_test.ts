/** The chart of a session and of a connector. */
import { assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, type RealCharger } from "./harness.ts";

const MINUTE_MS = 60_000;

/** A session that has run for half an hour and told its meter every minute. */
async function startLongAgo(charger: RealCharger): Promise<string> {
  const startedAt = Date.now() - 30 * MINUTE_MS;
  const at = (minute: number) => new Date(startedAt + minute * MINUTE_MS).toISOString();
  const transactionId = await charger.start({ meterStart: 1000, timestamp: at(0) });
  for (let minute = 1; minute < 30; minute++) {
    await charger.measure({ energyWh: 1000 + minute * 123, powerW: 7360, socPercent: 30 + minute, at: at(minute) });
  }
  return `/transactions/${transactionId}`;
}

/** What the canvas shows: something that is the same only when the same is drawn. */
function picture(page: Page): Promise<string> {
  return page.locator(".chart-place canvas").evaluate((canvas) =>
    canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""
  );
}

browserTest("the session page draws its chart and adds new samples live", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  await visit(await startLongAgo(one));
  const chart = page.getByRole("group", { name: "Chart", exact: true });
  await chart.getByText("Power 7.4 kW").waitFor();
  await chart.getByText("State of charge 59 %").waitFor();
  await chart.locator("canvas").waitFor();
  const before = await picture(page);
  await one.measure({ energyWh: 5_500, powerW: 11_000, socPercent: 61 });
  await chart.getByText("Power 11.0 kW").waitFor();
  await chart.getByText("State of charge 61 %").waitFor();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assertNotEquals(await picture(page), before);
  await chart.getByRole("button", { name: "Energy" }).click();
  await chart.getByText("Energy since start 4.50 kWh").waitFor();
  assertEquals(await chart.getByRole("button", { name: "Current" }).count(), 0);
});

browserTest("the chart's numbers stand in a table, and grow with it", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  await visit(await startLongAgo(one));
  await page.getByText("The newest values as a table").click();
  const rows = page.getByRole("region", { name: "Meter values" }).locator("tbody tr");
  await rows.first().waitFor();
  assertEquals(await rows.count(), 29);
  await one.measure({ energyWh: 5_500, powerW: 11_000 });
  await rows.first().filter({ hasText: "11.0 kW" }).waitFor();
  assertEquals(await rows.count(), 30);
});

browserTest("a chart without values says so, and begins with the first one", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  await visit(`/transactions/${await one.start()}`);
  await page.getByText("No meter values yet").waitFor();
  await one.measure({ energyWh: 1_200, powerW: 3_700 });
  await page.getByText("Power 3.7 kW").waitFor();
  assertEquals(await page.getByText("No meter values yet").count(), 0);
});

browserTest("a chart that cannot be read says so, and Retry reads it", async ({ page, visit, charger }) => {
  const path = await startLongAgo(await charger("CP-1"));
  await page.route("**/samples?*", (route) => route.fulfill({ status: 200, body: "not JSON" }));
  await visit(path);
  const alert = page.getByRole("alert").filter({ hasText: "Cannot show the meter values" });
  await alert.waitFor();
  await page.unroute("**/samples?*");
  await alert.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Power 7.4 kW").waitFor();
  assertEquals(await alert.count(), 0);
});

browserTest("dragging looks closer, new samples leave that as it is, and Reset zoom goes back", async (world) => {
  const { page, visit, charger } = world;
  const one = await charger("CP-1");
  await visit(await startLongAgo(one));
  const plot = page.locator(".chart-place .u-over");
  await plot.waitFor();
  const { x, y, width } = await plot.boundingBox() ?? { x: 0, y: 0, width: 0 };
  await page.mouse.move(x + width * 0.2, y + 50);
  await page.getByText("Power 7.4 kW").waitFor();
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + 50, { steps: 4 });
  await page.mouse.up();
  const reset = page.getByRole("button", { name: "Reset zoom" });
  await reset.waitFor();
  await page.mouse.move(0, 0);
  await one.measure({ energyWh: 5_500, powerW: 11_000 });
  await page.getByText("Power 11.0 kW").waitFor();
  await reset.click();
  assertEquals(await reset.count(), 0);
});

browserTest("the chart of a charger looks back an hour, or more when asked", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  const at = new Date(Date.now() - 120 * MINUTE_MS).toISOString();
  await one.measure({ energyWh: 1_000, powerW: 3_700, at });
  await visit("/chargers/CP-1");
  await page.getByText("None came in the last hour").waitFor();
  await page.getByRole("button", { name: "6 h", exact: true }).click();
  await page.getByRole("group", { name: "Chart", exact: true }).getByText("Power 3.7 kW").waitFor();
});

browserTest("the chart takes the colours of the theme and the width of its place", async ({ page, visit, charger }) => {
  await visit(await startLongAgo(await charger("CP-1")));
  const canvas = page.locator(".chart-place canvas");
  await canvas.waitFor();
  const light = await picture(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(
    (light) => document.querySelector<HTMLCanvasElement>(".chart-place canvas")?.toDataURL() !== light,
    light,
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => {
    const place = document.querySelector(".chart-place");
    return place !== null && place.clientWidth < 390 && place.querySelector("canvas")?.width === place.clientWidth;
  });
  assertEquals(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

browserTest("nothing on the page moves when the chart comes", async ({ page, visit, charger }) => {
  const path = await startLongAgo(await charger("CP-1"));
  await page.addInitScript(() => {
    // TypeScript does not know this kind of entry.
    type Shift = PerformanceEntry & { sources: { node?: Node }[] };
    new PerformanceObserver((list) => {
      const nodes = (list.getEntries() as Shift[]).flatMap(({ sources }) => sources.map(({ node }) => node));
      for (const node of nodes) {
        if (node instanceof Element && node.closest(".card") !== null) document.body.dataset.moved = node.className;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const each of [path, "/chargers/CP-1"]) {
      await visit(each);
      await page.locator(".chart-place canvas").waitFor();
      await page.getByText("Power 7.4 kW").waitFor();
      assertEquals(await page.evaluate(() => document.body.dataset.moved), undefined);
    }
  }
});
