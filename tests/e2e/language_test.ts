/** The reader's language and zone in a real browser: as drawn by the server, and after the islands have started. */
import { assertEquals } from "@std/assert";
import { browserTest } from "./harness.ts";

browserTest(
  "a German browser reads German, live too, with its own numbers",
  async ({ page, visit, charger }) => {
    const one = await charger("CP-1");
    await visit("/transactions");
    await page.getByText("Gerade lädt nichts").waitFor();
    await one.start({ meterStart: 1000 });
    await one.measure({ energyWh: 2_234_500, powerW: 7360 });
    const row = page.getByRole("table", { name: "Laufende Ladevorgänge" }).locator("tr[data-transaction]");
    await row.filter({ hasText: "7,4 kW" }).filter({ hasText: "2.233,50 kWh" }).waitFor();
    await one.stop({ meterStop: 2_234_500 });
    await page.getByRole("table", { name: "Vergangene Ladevorgänge" }).getByText("An der Station beendet").waitFor();
  },
  { locale: "de-DE", timezoneId: "Europe/Berlin" },
);

browserTest(
  "from the second page on the server writes times in the reader's zone: nothing changes when the islands start",
  async ({ server, page, visit, charger }) => {
    const one = await charger("CP-1");
    await one.start();
    await one.stop({ meterStop: 2000 });
    const started = page.getByRole("table", { name: "Past sessions" }).locator("time.exact");
    await visit("/transactions");
    const shown = await started.textContent();
    const html = await page.evaluate(async () => await (await fetch(location.href)).text());
    const drawn = /class="exact"[^>]*>([^<]*)</.exec(html)?.[1];
    assertEquals(drawn, shown);
    const [{ startedAt }] = (await server.services.reads.transactions({}, { limit: 1 })).items;
    const tokyo = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit" });
    assertEquals(shown?.endsWith(tokyo.format(Date.parse(startedAt))), true, shown ?? "");
  },
  { locale: "en-GB", timezoneId: "Asia/Tokyo" },
);
