/**
 * Every page as it looks, in both themes, on a screen and on a phone: no rule of accessibility is broken, nothing is wider
 * than the screen, and the pictures are left in tests/output for people to look at.
 */
import { assertEquals } from "@std/assert";
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { aDemoWorld, type DemoWorld } from "./demo_world.ts";
import { browserTest } from "./harness.ts";

const OUTPUT = new URL("../output/looks/", import.meta.url);
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const THEMES = ["light", "dark"] as const;

const PAGES: { name: string; path: (world: DemoWorld) => string }[] = [
  { name: "overview", path: () => "/" },
  { name: "chargers", path: () => "/chargers" },
  { name: "charger", path: () => "/chargers/Harbour-1" },
  { name: "charger-commands", path: () => "/chargers/Harbour-1/commands?action=SetChargingProfile" },
  { name: "charger-configuration", path: () => "/chargers/Harbour-1/configuration" },
  { name: "charger-messages", path: () => "/chargers/Market-1/messages" },
  { name: "charger-upkeep", path: () => "/chargers/Harbour-1/upkeep" },
  { name: "charger-waiting", path: () => "/chargers/New-1" },
  { name: "bulk-list", path: () => "/bulk-commands" },
  { name: "bulk-new", path: () => "/bulk-commands/new?all=true&action=ChangeConfiguration" },
  { name: "bulk", path: ({ bulkId }) => `/bulk-commands/${bulkId}` },
  { name: "sessions", path: () => "/transactions" },
  { name: "tags", path: () => "/tags" },
  { name: "messages", path: () => "/messages" },
  { name: "messages-errors", path: () => "/messages?chargerId=Market-1&errors=true" },
  { name: "settings", path: () => "/settings" },
  { name: "session-past", path: ({ pastId }) => `/transactions/${pastId}` },
  { name: "session-running", path: ({ runningId }) => `/transactions/${runningId}` },
];

/** What axe finds, a line each. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>("axe.run(document, {resultTypes: ['violations']})");
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} ${target}: ${html}`));
}

browserTest("every page keeps the rules of accessibility, in both themes, on a screen and a phone", async (world) => {
  const { server, page, visit } = world;
  await Deno.mkdir(OUTPUT, { recursive: true });
  await using demo = await aDemoWorld(server);
  const faults: string[] = [];
  for (const { name, path } of PAGES) {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await visit(path(demo));
        await page.locator(".chart-state[role=status]").waitFor({ state: "detached" });
        const picture = `${name}-${colorScheme}-${size.width}`;
        await page.screenshot({ path: new URL(`${picture}.png`, OUTPUT).pathname, fullPage: true });
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (excess > 0) faults.push(`${picture}: ${excess} px wider than the screen`);
        faults.push(...(await faultsOf(page)).map((fault) => `${picture}: ${fault}`));
      }
    }
  }
  assertEquals(faults, []);
});
