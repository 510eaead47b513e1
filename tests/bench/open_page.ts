/** A real browser that keeps the Overview open, and what that costs it in the long run. */
import { chromium } from "playwright-core";
import { findChromium } from "../e2e/harness.ts";

/** Something on the page changes more often than this while chargers charge. */
const STILL_MS = 30_000;

/** What the page holds after a collection; nulls where it could not be asked. `problem`: why it is not as it should be. */
export interface PageSeen {
  heapMib: number | null;
  nodes: number | null;
  problem: string | null;
}

export interface OpenPage {
  look(): Promise<PageSeen>;
  close(): Promise<void>;
}

/**
 * Opens it in a Chromium that gives way to others: it may share a core with the generator, which must not be late for it.
 * @throws when there is no Chromium, or the page does not get live
 */
export async function openOverview(port: number): Promise<OpenPage> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium was found: set CHROMIUM_PATH, or leave it out (--page no)");
  const folder = await Deno.makeTempDir({ prefix: "bench-page-" });
  const gentle = `${folder}/chromium`;
  await Deno.writeTextFile(gentle, `#!/bin/sh\nexec nice -n 10 "${executablePath}" "$@"\n`, { mode: 0o755 });
  const browser = await chromium.launch({ executablePath: gentle, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("crash", () => complaints.push("it crashed"));
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.locator('[data-link="live"]').waitFor();
  const cdp = await page.context().newCDPSession(page);
  const changes = () =>
    page.evaluate<boolean>(`new Promise((tell) => {
      const observer = new MutationObserver(() => (observer.disconnect(), tell(true)));
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      setTimeout(() => (observer.disconnect(), tell(false)), ${STILL_MS});
    })`);
  const problemNow = async () => {
    if (complaints.length > 0) return complaints[0];
    if (!await page.locator('[data-link="live"]').isVisible()) return "it is not live any more";
    return await changes() ? null : `nothing on it changes for ${STILL_MS / 1_000} s`;
  };
  return {
    async look() {
      try {
        const problem = await problemNow();
        await cdp.send("HeapProfiler.collectGarbage");
        const { usedSize } = await cdp.send("Runtime.getHeapUsage");
        const { nodes } = await cdp.send("Memory.getDOMCounters");
        return { heapMib: usedSize / 2 ** 20, nodes, problem };
      } catch (error) {
        // A page that crashed cannot be asked.
        return { heapMib: null, nodes: null, problem: error instanceof Error ? error.message : String(error) };
      }
    },
    async close() {
      await browser.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
