/**
 * How long a meter value takes from the charger to the screen, and what 20 of them a second do to scrolling: the built
 * server, chargers, and a real browser that shows them. Figures only; nothing fails because a machine is slow.
 */
import { chromium, type Page } from "playwright-core";
import { findChromium, RealCharger } from "../e2e/harness.ts";
import { start } from "../e2e/program.ts";
import { readOptions } from "./options.ts";
import { percentile } from "./percentile.ts";

const USAGE = `Usage: deno task bench screen [options]
  --values N    meter values whose way to the screen is timed (50)
  --seconds N   of scrolling, without updates and with 20 a second (10)`;

const CHARGERS = 20;
const LONG_FRAMES = 1.5;

const options = readOptions(USAGE, { values: 50, seconds: 10 });
const folder = await Deno.makeTempDir();
const program = await start({ KV_PATH: `${folder}/ocpp.kv`, LOG_LEVEL: "error" });
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ["--no-sandbox"] });
const page = await browser.newPage({ baseURL: program.url, viewport: { width: 1440, height: 500 }, locale: "en-GB" });
const chargers = await Promise.all(
  Array.from({ length: CHARGERS }, (_, i) => RealCharger.connect(program.endpoint, `CP-${10 + i}`)),
);
await Promise.all(chargers.map((charger) => charger.start()));
await page.goto("/chargers");
await page.locator('[data-link="live"]').waitFor();

const ms: number[] = [];
for (let i = 0; i < options.values; i++) ms.push(await timeToScreen(page, chargers[0], 1_000 + 100 * i));
console.log(`charger to screen: p50 ${percentile(ms, 50).toFixed(0)} ms, p99 ${percentile(ms, 99).toFixed(0)} ms`);

tell("scrolling, no updates", await scroll(page, options.seconds));
let turn = 0;
const updates = setInterval(() => {
  const powerW = 3_000 + 100 * (turn % 70);
  chargers[turn++ % CHARGERS].measure({ energyWh: 1_000 + turn, powerW }).catch((error) => console.error(error));
}, 50);
tell("scrolling, 20 updates a second", await scroll(page, options.seconds));
clearInterval(updates);

await browser.close();
await Promise.all(chargers.map((charger) => charger.leave()));
await program.kill("SIGTERM");
await Deno.remove(folder, { recursive: true });
Deno.exit();

/** From before the charger sends until the row says it. Both clocks are this machine's. */
async function timeToScreen(page: Page, charger: RealCharger, powerW: number): Promise<number> {
  const text = `${(powerW / 1_000).toFixed(1)} kW`;
  const shown = page.evaluate<number>(`new Promise((shown) => {
    const row = document.querySelector('tr[data-charger="${charger.id}"]');
    const look = () => row.textContent.replaceAll("\\u00a0", " ").includes("${text}") && shown(Date.now());
    new MutationObserver(look).observe(row, { subtree: true, childList: true, characterData: true });
  })`);
  // What is evaluated next comes after the observer looks.
  await page.evaluate("0");
  const sentAt = Date.now();
  await charger.measure({ energyWh: 1_000 + powerW, powerW });
  return await shown - sentAt;
}

/** The time between frames (ms) while the page scrolls up and down. */
async function scroll(page: Page, seconds: number): Promise<number[]> {
  return await page.evaluate<number[]>(`new Promise((done) => {
    const [frames, begin] = [[], performance.now()];
    let last = begin;
    const next = (now) => {
      frames.push(now - last);
      last = now;
      const most = document.documentElement.scrollHeight - innerHeight;
      scrollTo(0, most * (1 - Math.cos((now - begin) / 500)) / 2);
      if (now - begin < ${seconds * 1_000}) requestAnimationFrame(next);
      else done(frames.slice(1));
    };
    requestAnimationFrame(next);
  })`);
}

function tell(name: string, frames: number[]): void {
  const usual = percentile(frames, 50);
  const long = frames.filter((frame) => frame > usual * LONG_FRAMES).length;
  console.log(
    `${name}: ${frames.length} frames, p50 ${usual.toFixed(1)} ms, p99 ${
      percentile(frames, 99).toFixed(1)
    } ms, ${long} late`,
  );
}
