/**
 * Every page as it looks, in both themes, on a screen and on a phone: no rule of accessibility is broken, nothing is wider
 * than the screen, and the pictures are left in tests/output for people to look at.
 */
import { assertEquals } from "@std/assert";
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { addOperator } from "../people.ts";
import { listRoutes } from "../route_list.ts";
import { aDemoWorld, type DemoWorld } from "./demo_world.ts";
import { browserTest } from "./harness.ts";

const OUTPUT = new URL("../output/looks/", import.meta.url);
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const THEMES = ["light", "dark"] as const;
const ALL_RULES = "{resultTypes: ['violations']}";
/** The theme changes colours and nothing else. */
const COLOUR_RULES = "{resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']}";

/** Of every route that is a page what there is to see: a name for its pictures, and its address. */
const PAGES: Record<string, (world: DemoWorld) => Record<string, string>> = {
  "/": () => ({ overview: "/" }),
  "/chargers": () => ({ chargers: "/chargers" }),
  "/chargers/:id": () => ({ charger: "/chargers/Harbour-1", "charger-waiting": "/chargers/New-1" }),
  "/chargers/:id/commands": () => ({
    "charger-commands": "/chargers/Harbour-1/commands?action=SetChargingProfile",
  }),
  "/chargers/:id/configuration": () => ({ "charger-configuration": "/chargers/Harbour-1/configuration" }),
  "/chargers/:id/messages": () => ({ "charger-messages": "/chargers/Market-1/messages" }),
  "/chargers/:id/upkeep": () => ({ "charger-upkeep": "/chargers/Harbour-1/upkeep" }),
  "/bulk-commands": () => ({ "bulk-list": "/bulk-commands" }),
  "/bulk-commands/new": () => ({ "bulk-new": "/bulk-commands/new?all=true&action=ChangeConfiguration" }),
  "/bulk-commands/:id": ({ bulkId }) => ({ bulk: `/bulk-commands/${bulkId}` }),
  "/transactions": () => ({ sessions: "/transactions" }),
  "/transactions/:id": ({ pastId, runningId }) => ({
    "session-past": `/transactions/${pastId}`,
    "session-running": `/transactions/${runningId}`,
  }),
  "/tags": () => ({ tags: "/tags" }),
  "/messages": () => ({ messages: "/messages", "messages-errors": "/messages?chargerId=Market-1&errors=true" }),
  "/settings": () => ({ settings: "/settings" }),
  "/settings/audit": () => ({ audit: "/settings/audit" }),
};
/** It is only there where operators are, and has a test of its own. */
const LOGIN = "/login";

/** What axe, which the page has from its start, finds: a line each. */
async function faultsOf(page: Page, rules: string): Promise<string[]> {
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${rules})`);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} ${target}: ${html}`));
}

/**
 * Opens it by `open` and looks at it in every size. What is wrong with it, a line each.
 * @param isRoomOnly whether it is wider than the screen is all that is asked
 */
async function lookAt(
  page: Page,
  name: string,
  open: () => Promise<unknown>,
  isRoomOnly = false,
): Promise<string[]> {
  await Deno.mkdir(OUTPUT, { recursive: true });
  const faults: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await open();
    await page.locator(".chart-state[role=status]").waitFor({ state: "detached" });
    for (const colorScheme of isRoomOnly ? ["light"] as const : THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const picture = `${name}-${colorScheme}-${size.width}`;
      await page.screenshot({ path: new URL(`${picture}.png`, OUTPUT).pathname, fullPage: true });
      if (isRoomOnly) continue;
      const found = await faultsOf(page, colorScheme === "light" ? ALL_RULES : COLOUR_RULES);
      faults.push(...found.map((fault) => `${picture}: ${fault}`));
    }
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (excess > 0) faults.push(`${name}-${size.width}: ${excess} px wider than the screen`);
  }
  return faults;
}

function pathsOf(demo: DemoWorld): [name: string, path: string][] {
  return Object.values(PAGES).flatMap((pagesOf) => Object.entries(pagesOf(demo)));
}

Deno.test("every page of the app is looked at", async () => {
  const pages = (await listRoutes()).filter(({ isPage }) => isPage).map(({ pattern }) => pattern);
  assertEquals(pages.filter((one) => one !== LOGIN).sort(), Object.keys(PAGES).sort());
});

browserTest("every page keeps the rules of accessibility, in both themes, on a screen and a phone", async (world) => {
  await using demo = await aDemoWorld(world.server);
  await world.page.addInitScript(axe.source);
  const faults: string[] = [];
  for (const [name, path] of pathsOf(demo)) faults.push(...await lookAt(world.page, name, () => world.visit(path)));
  assertEquals(faults, []);
});

browserTest("every page has room for German", async ({ server, page, visit }) => {
  await using demo = await aDemoWorld(server);
  const faults: string[] = [];
  for (const [name, path] of pathsOf(demo)) {
    faults.push(...await lookAt(page, `${name}-de`, () => visit(path), true));
  }
  assertEquals(faults, []);
}, { locale: "de-DE", timezoneId: "Europe/Berlin" });

browserTest("pages without anything to show keep the rules too", async ({ page, visit }) => {
  await page.addInitScript(axe.source);
  const faults: string[] = [];
  for (const path of ["/", "/chargers", "/transactions", "/tags", "/messages", "/settings/audit"]) {
    const name = path === "/" ? "overview" : path.slice(1).replace("/", "-");
    faults.push(...await lookAt(page, `empty-${name}`, () => visit(path)));
  }
  assertEquals(faults, []);
});

browserTest(
  "the log-in and the pages of errors keep the rules too",
  async ({ server, page, visit, follow, mayAnswer }) => {
    mayAnswer(404);
    await page.addInitScript(axe.source);
    const faults = [
      ...await lookAt(page, "not-found", () => visit("/nowhere")),
      ...await lookAt(page, "no-such-charger", () => visit("/chargers/Nowhere-1")),
      ...await lookAt(page, "no-such-session", () => visit("/transactions/4711")),
    ];
    await addOperator(server.services, { role: "admin" });
    await server.get("/api/tags");
    faults.push(...await lookAt(page, "login", () => follow(() => page.goto(LOGIN), false)));
    assertEquals(faults, []);
  },
);
