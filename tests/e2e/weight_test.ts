/**
 * What a page weighs, and that nothing on it moves by itself: as a browser that has kept nothing loads it. The figures are
 * left in tests/output/weight.txt.
 */
import { assertEquals } from "@std/assert";
import type { Page, Response as Loaded } from "playwright-core";
import { addOperator } from "../people.ts";
import { listRoutes } from "../route_list.ts";
import { aDemoWorld, type DemoWorld } from "./demo_world.ts";
import { browserTest } from "./harness.ts";

const OUTPUT = new URL("../output/", import.meta.url);
const MOST_SCRIPT_BYTES = 60_000;
const MOST_STYLE_BYTES = 20_000;
/** The font may come within its first 100 ms, and is a hair wider than the one before; 0.1 is what people bear, 0.25 is poor. */
const FONT_SHIFT = 0.01;

/** Of each page the one that has the most on it. */
const ADDRESSES: Record<string, (world: DemoWorld) => string> = {
  "/": () => "/",
  "/chargers": () => "/chargers",
  "/chargers/:id": () => "/chargers/Harbour-1",
  "/chargers/:id/commands": () => "/chargers/Harbour-1/commands?action=SetChargingProfile",
  "/chargers/:id/configuration": () => "/chargers/Harbour-1/configuration",
  // Without those that come while it is looked at: each makes room for itself at the top.
  "/chargers/:id/messages": () => "/chargers/Market-1/messages?errors=true",
  "/chargers/:id/upkeep": () => "/chargers/Harbour-1/upkeep",
  "/bulk-commands": () => "/bulk-commands",
  "/bulk-commands/new": () => "/bulk-commands/new?all=true&action=ChangeConfiguration",
  "/bulk-commands/:id": ({ bulkId }) => `/bulk-commands/${bulkId}`,
  "/transactions": () => "/transactions",
  "/transactions/:id": ({ runningId }) => `/transactions/${runningId}`,
  "/tags": () => "/tags",
  "/messages": () => "/messages",
  "/settings": () => "/settings",
  "/settings/audit": () => "/settings/audit",
  // The last: from then on everybody is asked.
  "/login": () => "/login",
};

/** gzipped */
interface Weight {
  script: number;
  style: number;
  files: number;
}

async function gzippedBytes(content: Uint8Array<ArrayBuffer> | string): Promise<number> {
  const zipped = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(zipped).bytes()).length;
}

/** Adds up what was loaded, and what stands in the page itself. */
async function weigh(page: Page, loaded: Loaded[]): Promise<Weight> {
  const weight: Weight = { script: 0, style: 0, files: 0 };
  for (const response of loaded) {
    const type = response.request().resourceType();
    if (type !== "script" && type !== "stylesheet") continue;
    weight[type === "script" ? "script" : "style"] += await gzippedBytes(new Uint8Array(await response.body()));
    weight.files++;
  }
  const inline = (selector: string) => page.locator(selector).allTextContents().then((all) => all.join("\n"));
  weight.script += await gzippedBytes(await inline("script:not([src], [type='application/json'])"));
  weight.style += await gzippedBytes(await inline("style"));
  return weight;
}

browserTest(
  "no page loads more than 60 KB of script or 20 KB of styles, gzipped, and nothing on it shifts",
  async ({ server, page, follow }) => {
    assertEquals(
      (await listRoutes()).filter(({ isPage }) => isPage).map(({ pattern }) => pattern).sort(),
      [
        ...Object.keys(ADDRESSES),
      ].sort(),
    );
    await using demo = await aDemoWorld(server);
    const session = await page.context().newCDPSession(page);
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.addInitScript(`
      globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const { hadRecentInput, value, sources } of list.getEntries()) {
          if (!hadRecentInput && value > ${FONT_SHIFT}) shifts.push(value.toFixed(4) + " " + sources.map(({ node }) => node?.className));
        }
      }).observe({ type: "layout-shift", buffered: true });`);
    const loaded: Loaded[] = [];
    page.on("response", (response) => loaded.push(response));
    const [lines, faults]: string[][] = [[], []];
    for (const [pattern, address] of Object.entries(ADDRESSES)) {
      if (pattern === "/login") await addOperator(server.services, { role: "admin" });
      for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
        await page.setViewportSize(size);
        loaded.length = 0;
        await follow(() => page.goto(address(demo)), pattern !== "/login");
        for (const place of await page.locator(".chart-place").all()) await place.locator("canvas").waitFor();
        await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
        const { script, style, files } = await weigh(page, loaded);
        const line = `${pattern} at ${size.width} px: ${script} bytes of script, ${style} of styles, ${files} files`;
        lines.push(line);
        if (script > MOST_SCRIPT_BYTES || style > MOST_STYLE_BYTES) faults.push(line);
        const shifts = await page.evaluate<string[]>("shifts");
        faults.push(...shifts.map((shift) => `${pattern} at ${size.width} px shifts: ${shift}`));
      }
    }
    await Deno.mkdir(OUTPUT, { recursive: true });
    await Deno.writeTextFile(new URL("weight.txt", OUTPUT), `${lines.join("\n")}\n`);
    assertEquals(faults, []);
  },
);
