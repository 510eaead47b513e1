/** `deno task picture`: takes the README's picture, the Overview of a demo fleet, to `docs/overview.png`. */
import { chromium } from "playwright-core";
import { aDemoWorld } from "../e2e/demo_world.ts";
import { findChromium } from "../e2e/harness.ts";
import { aServer } from "../server.ts";

const PICTURE = new URL("../../docs/overview.png", import.meta.url);
const MOST_BYTES = 200_000;

await using server = await aServer();
await using _ = await aDemoWorld(server);
const executablePath = findChromium() ?? undefined;
await using stack = new AsyncDisposableStack();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
stack.defer(() => browser.close());
const page = await browser.newPage({
  baseURL: server.url,
  viewport: { width: 1440, height: 900 },
  locale: "en-GB",
  colorScheme: "light",
  reducedMotion: "reduce",
});
await page.goto("/");
await page.locator('[data-link="live"]').waitFor();
await page.locator(".chart-place canvas").waitFor();
const picture = await page.screenshot();
if (picture.length > MOST_BYTES) {
  throw new Error(`Cannot keep the picture: expected ≤ ${MOST_BYTES} bytes, it has ${picture.length}`);
}
await Deno.writeFile(PICTURE, picture);
console.log(`docs/overview.png: ${picture.length} bytes`);
