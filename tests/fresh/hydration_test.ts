import { assertEquals, assertMatch } from "@std/assert";
import { type Browser, chromium, type Page } from "playwright-core";
import { fixture } from "./fixture.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

Deno.test({
  // In CI a missing browser is a failure, elsewhere a reason to skip.
  name: `islands come to life in a browser${hasChromium() ? "" : ` (there is no ${CHROMIUM})`}`,
  ignore: !hasChromium() && Deno.env.get("CI") !== "true",
  async fn(t) {
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, await fixture());
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const origin = `http://127.0.0.1:${server.addr.port}`;
    try {
      for (const [name, run] of Object.entries(BEHAVIOURS)) {
        await t.step(name, () => onPage(browser, origin, run));
      }
    } finally {
      await browser.close();
      await server.shutdown();
    }
  },
});

const BEHAVIOURS: Record<string, (page: Page) => Promise<void>> = {
  async "an island counts"(page) {
    await page.click("#lone .counter");
    await page.click("#lone .counter");
    assertEquals(await page.textContent("#lone .counter"), "5");
  },

  async "a signal given to two islands is one signal"(page) {
    await page.click(".plus");
    assertEquals(await page.textContent(".shown"), "2");
    assertEquals(await page.textContent("#two"), "plus and 2");
  },

  async "what is put into an island stays, is hidden and shown again"(page) {
    const content =
      async () => [await page.textContent("#open .box"), await page.locator("#open em[data-at='1']").count()];
    assertEquals(await content(), ["hidekept text 7", 1]);
    await page.click("#open .toggle");
    assertEquals(await content(), ["show", 0]);
    await page.click("#open .toggle");
    assertEquals(await content(), ["hidekept text 7", 1]);
  },

  async "an island in a slot lives"(page) {
    await page.click("#open .counter");
    assertEquals(await page.textContent("#open .counter"), "8");
  },

  async "what an island did not show at first can be shown later, and lives"(page) {
    assertEquals(await page.locator("#closed b").count(), 0);
    await page.click("#closed .toggle");
    assertEquals(await page.textContent("#closed b"), "hidden");
    await page.click("#closed .counter");
    assertEquals(await page.textContent("#closed .counter"), "21");
  },

  async "islands beside each other keep their places"(page) {
    await page.click(".plus");
    assertEquals(await page.locator("main > *").evaluateAll((all) => all.map(({ id }) => id)), [
      "lone",
      "two",
      "open",
      "closed",
    ]);
    assertEquals(await page.locator("#two > *").evaluateAll((all) => all.map(({ className }) => className)), [
      "plus",
      "shown",
    ]);
  },

  async "an island in invalid HTML does not keep others from starting"(page) {
    await page.goto(new URL("/misplaced", page.url()).href);
    await page.waitForFunction(() => !document.body.innerHTML.includes("frsh:"));
    await page.click(".counter");
    assertEquals(await page.textContent(".counter"), "1");
  },

  async "props arrive as they were sent"(page) {
    const response = await page.goto(new URL("/everything", page.url()).href);
    await page.waitForFunction(() => document.querySelector(".anything")?.getAttribute("data-where") === "browser");
    // The island describes its props: first on the server, then in the browser.
    const described = await page.evaluate(
      (html) => new DOMParser().parseFromString(html, "text/html").querySelector(".anything")?.textContent,
      await response?.text() ?? "",
    );
    assertMatch(described ?? "", /computed: Signal 21/);
    assertEquals(await page.textContent(".anything"), described);
  },

  async "an island draws again in the browser what differs there, and IS_BROWSER is true"(page) {
    await page.goto(new URL("/local", page.url()).href);
    await page.waitForFunction(() => document.querySelector(".where")?.textContent === "browser");
    await page.click(".local .counter");
    assertEquals(await page.textContent(".local .counter"), "2");
  },
};

/** Runs on a fresh page of the fixture, and fails on any error the page reports. */
async function onPage(browser: Browser, origin: string, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(origin);
  // Each island was drawn by Preact when none of the server's markers is left, and its turn has come.
  await page.waitForFunction(() => !document.querySelector("main")?.innerHTML.includes("frsh:"));
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await run(page);
  await page.close();
  assertEquals(errors, []);
}

function hasChromium(): boolean {
  try {
    return Deno.statSync(CHROMIUM).isFile;
  } catch {
    return false;
  }
}
