/** Sessions: found, summed up and taken along; one watched from the plug to the plug, ended by hand, printed. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { browserTest, type RealCharger } from "./harness.ts";

/** As it comes out of the printer, for people to look at. */
const PRINTED = new URL("../output/looks/session-printed.png", import.meta.url).pathname;

async function aPastSession(charger: RealCharger, idTag: string, kwh: number): Promise<void> {
  await charger.start({ idTag, meterStart: 1000 });
  await charger.stop({ meterStop: 1000 + kwh * 1000 });
}

browserTest("sessions are filtered and summed up while one types, and what is shown is exported", async (world) => {
  const { page, visit, charger } = world;
  const [one, two] = [await charger("CP-1"), await charger("CP-2")];
  await aPastSession(one, "TAG-A", 10);
  await aPastSession(one, "TAG-B", 20);
  await aPastSession(two, "TAG-B", 30);
  await visit("/transactions");
  await page.getByText("3 sessions · 60.00 kWh").waitFor();
  const rows = page.getByRole("table", { name: "Past sessions" }).locator("tr[data-transaction]");
  await page.getByLabel("Charger").fill("CP-1");
  await page.getByText("2 sessions · 30.00 kWh").waitFor();
  assertEquals(await rows.count(), 2);
  await page.getByLabel("Tag").fill("tag-b");
  await page.getByText("1 session · 20.00 kWh").waitFor();
  assertEquals(new URL(page.url()).search, "?chargerId=CP-1&idTag=tag-b");
  const kept = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const path = await (await kept).path();
  const lines = (await Deno.readTextFile(path)).trim().split("\r\n");
  assertEquals(lines.length, 2);
  assertStringIncludes(lines[1], ",CP-1,1,TAG-B,");
  await page.getByLabel("Connector").fill("2");
  await page.getByText("0 sessions").waitFor();
  await page.getByText("No past session fits").waitFor();
});

browserTest("the sums follow when a session begins and ends", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  await visit("/transactions");
  await page.getByText("0 sessions").waitFor();
  await one.start({ meterStart: 1000 });
  await page.getByText("1 session").waitFor();
  await one.stop({ meterStop: 3_500 });
  await page.getByText("1 session · 2.50 kWh").waitFor();
});

browserTest("a session is watched from the plug to the plug, with all that was said about it", async (world) => {
  const { page, visit, charger } = world;
  const one = await charger("CP-1");
  await one.status("Preparing");
  await one.tells("Authorize", { idTag: "TAG-1" });
  await visit(`/transactions/${await one.start({ idTag: "TAG-1", meterStart: 1000 })}`);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline.getByText("Charging began").waitFor();
  await one.measure({ energyWh: 2_500, powerW: 7_400 });
  await page.getByRole("group", { name: "Chart", exact: true }).getByText("Power 7.4 kW").waitFor();
  await one.status("SuspendedEV");
  await timeline.getByText("Paused by the car").waitFor();
  await one.stop({ meterStop: 3_000 });
  await timeline.getByText("Unplugged: the connector is free again").waitFor();
  assertEquals(await timeline.locator("li p:first-of-type").allTextContents(), [
    "Connector taken: a car was plugged in, or a tag presented",
    "Tag TAG-1 was presented and accepted",
    "Started with tag TAG-1",
    "Charging began",
    "Paused by the car",
    "Ended: Ended at the charger",
    "Unplugged: the connector is free again",
  ]);
  const messages = page.getByRole("region", { name: "Messages" });
  await messages.getByRole("button", { name: "StopTransaction" }).click();
  await messages.getByRole("figure").filter({ hasText: '"meterStop": 3000' }).waitFor();
  const actions = await messages.locator("tr[data-state] th button").allTextContents();
  assertEquals(actions.includes("StartTransaction"), true, actions.join());
  assertEquals(actions.includes("BootNotification"), false, actions.join());
});

browserTest(
  "a session that its charger never ended is ended by hand, at the meter that somebody read",
  async (world) => {
    const { page, visit, charger } = world;
    const one = await charger("CP-1");
    await visit(`/transactions/${await one.start({ meterStart: 1000 })}`);
    await one.measure({ energyWh: 2_500 });
    const numbers = page.getByLabel("Numbers");
    await numbers.getByText("1.50").waitFor();
    await page.getByRole("button", { name: "End by hand" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("the last reading, 2.50 kWh").waitFor();
    await dialog.getByLabel("Meter at end in kWh").fill("0,4");
    await dialog.getByRole("button", { name: "End the session" }).click();
    await dialog.getByText("Expected at least the meter at start, 1.00 kWh").waitFor();
    await dialog.getByLabel("Meter at end in kWh").fill("4,25");
    await dialog.getByRole("button", { name: "End the session" }).click();
    await page.getByText("is ended.").waitFor();
    await numbers.getByText("3.25").waitFor();
    assertEquals(await page.getByRole("button", { name: "End by hand" }).count(), 0);
  },
);

browserTest("a session is printed on one sheet, without what only a screen needs", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  const id = await one.start({ meterStart: 1000 });
  for (let n = 1; n < 20; n++) await one.measure({ energyWh: 1000 + n * 100, powerW: 7_000 });
  await one.stop({ meterStop: 3_000 });
  await visit(`/transactions/${id}`);
  await page.locator(".chart-place canvas").waitFor();
  const pdf = new TextDecoder("latin1").decode(await page.pdf({ format: "A4", preferCSSPageSize: true }));
  assertEquals(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: 690, height: 980 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.screenshot({ path: PRINTED });
  for (const hidden of ["nav", "#messages", ".page-actions", ".chart-bar"]) {
    assertEquals([hidden, await page.locator(hidden).first().isVisible()], [hidden, false]);
  }
  for (const shown of [".stats", ".chart-place canvas", ".timeline"]) {
    assertEquals([shown, await page.locator(shown).isVisible()], [shown, true]);
  }
});

const DAY_MS = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

browserTest(
  "a session is found by the day that it is for its reader, from the first page on",
  async ({ page, visit, charger }) => {
    // At 20:00 in UTC it is tomorrow in Auckland.
    const at = Math.floor(Date.now() / DAY_MS) * DAY_MS - 4 * 3_600_000;
    const [utcDay, localDay] = [dayOf(at), dayOf(at + DAY_MS)];
    const one = await charger("CP-1");
    await one.start({ meterStart: 1000, timestamp: new Date(at).toISOString() });
    await one.stop({ meterStop: 3000 });
    const rows = page.locator("tr[data-transaction]");
    const days = (day: string) => `/transactions?from=${day}&to=${day}`;
    // Nobody told the server the zone yet.
    await visit(days(localDay));
    await rows.first().waitFor();
    assertEquals(await rows.count(), 1);
    await page.getByText("1 session · 2.00 kWh").waitFor();
    const csv = await page.getByRole("link", { name: "Export CSV" }).getAttribute("href") ?? "";
    const lines = (await page.evaluate(async (url) => await (await fetch(url)).text(), csv)).trim().split("\r\n");
    assertEquals(lines.length, 2);
    await visit(days(utcDay));
    await page.getByText("0 sessions").waitFor();
    assertEquals(await rows.count(), 0);
    await page.getByLabel("Started from", { exact: true }).fill(localDay);
    await page.getByLabel("Until", { exact: true }).fill(localDay);
    await page.getByText("1 session · 2.00 kWh").waitFor();
    assertEquals(await rows.count(), 1);
  },
  { locale: "en-NZ", timezoneId: "Pacific/Auckland" },
);
