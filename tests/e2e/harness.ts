/** A real browser and a real charger against the whole server, for tests of pages. */
import { assertEquals } from "@std/assert";
import { RPCClient } from "ocpp-rpc";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { aServer, type TestServer } from "../server.ts";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];
const INSTALL = "no Chromium was found: apt-get install -y chromium, or set CHROMIUM_PATH";
/** How long a page may take for what a test waits for. */
const PATIENCE_MS = 10_000;

const executablePath = findChromium();

/** One for all tests of a file, which takes a second to start; each test has a context of its own in it. */
let shared: Promise<Browser> | undefined;
async function openBrowser(path: string): Promise<Browser> {
  // One that has crashed fails its test, and no other.
  const open = await shared;
  if (open?.isConnected()) return open;
  // Where there is no GPU, Chromium would else imitate one, which takes longer than to draw without.
  shared = chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu"] });
  return await shared;
}
Deno.test.afterAll(async () => await (await shared)?.close());

if (executablePath === null) console.warn(`Browser tests are ignored: ${INSTALL}`);

export interface World {
  server: TestServer;
  page: Page;
  /** Opens a page and waits until it is live. Whatever loads it again fails the test. */
  visit(path: string): Promise<void>;
  /** Does what leads to another page, and waits until that is live; or, as the log-in never is, only there. */
  follow(act: () => Promise<unknown>, isLive?: boolean): Promise<void>;
  /** A charger that has connected and booted. */
  charger(id: string): Promise<RealCharger>;
  /** The server may answer so, which the browser's console calls an error. */
  mayAnswer(status: number): void;
  /** Stops the server; the browser may complain about that. */
  goDown(): Promise<void>;
  /** Starts it again at the same address, with what it had stored. */
  comeBack(): Promise<void>;
}

/**
 * A test in a tab of its own, against a server of its own.
 *
 * It fails too when the page logs an error, throws, breaks its Content-Security-Policy, or is loaded again. Without
 * Chromium it is ignored, but in CI it fails.
 */
export function browserTest(
  name: string,
  run: (world: World) => Promise<void>,
  reader: { locale: string; timezoneId?: string } = { locale: "en-GB" },
  settings: Record<string, string> = {},
): void {
  Deno.test({
    name,
    ignore: executablePath === null && Deno.env.get("CI") !== "true",
    // Playwright keeps pipes and timers that outlive a closed browser; the server's leaks are looked for elsewhere.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      if (executablePath === null) throw new Error(`Cannot test pages: ${INSTALL}`);
      await using stack = new AsyncDisposableStack();
      const folder = await Deno.makeTempDir();
      stack.defer(() => Deno.remove(folder, { recursive: true }));
      const serve = async (port?: number) => aServer({ kv: await Deno.openKv(`${folder}/ocpp.kv`), port, settings });
      let server = await serve();
      let isUp = true;
      stack.defer(async () => void (isUp && await server.stop()));
      const browser = await openBrowser(executablePath);
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: { width: 1440, height: 900 },
        ...reader,
      });
      stack.defer(() => context.close());
      const { page, visit, follow, complaints } = await openPage(context);
      const chargers: RealCharger[] = [];
      stack.defer(async () => void await Promise.all(chargers.map((one) => one.leave())));
      let wasDown = false;
      const foreseen: string[] = [];
      await run({
        get server() {
          return server;
        },
        page,
        visit,
        follow,
        async charger(id) {
          const charger = await RealCharger.connect(server.endpoint, id);
          chargers.push(charger);
          return charger;
        },
        mayAnswer(status) {
          foreseen.push(`the server responded with a status of ${status} `);
        },
        async goDown() {
          wasDown = true;
          isUp = false;
          await server.stop();
        },
        async comeBack() {
          server = await serve(server.port);
          isUp = true;
        },
      });
      assertEquals(
        complaints.filter((text) =>
          !(wasDown && text.includes("net::ERR_")) && !foreseen.some((one) => text.includes(one))
        ),
        [],
      );
    },
  });
}

async function openPage(context: BrowserContext) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  let visits = 0;
  // A violation of the Content-Security-Policy is an error in the console.
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  page.on("domcontentloaded", () => {
    if (--visits < 0) complaints.push(`The page was loaded again: ${page.url()}`);
  });
  async function follow(act: () => Promise<unknown>, isLive = true) {
    visits++;
    await Promise.all([page.waitForEvent("domcontentloaded"), act()]);
    if (isLive) await page.locator('[data-link="live"]').waitFor();
  }
  const visit = (path: string) => follow(() => page.goto(path));
  return { page, visit, follow, complaints };
}

/** Where Chromium is; null: it was not found. */
export function findChromium(): string | null {
  const given = Deno.env.get("CHROMIUM_PATH");
  return (given === undefined ? PLACES : [given, ...PLACES]).find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** What a charger tells of one moment. */
export interface Told {
  energyWh: number;
  powerW?: number;
  socPercent?: number;
  /** ISO 8601; now unless given. */
  at?: string;
}

/** A charger with one connector, by a client that others wrote. Every message of both sides is held against its schema. */
export class RealCharger {
  #transactionId = 0;

  private constructor(readonly id: string, private readonly client: RPCClient) {}

  static async connect(endpoint: string, id: string): Promise<RealCharger> {
    // Its types ask for every option; its documentation says that these will do.
    const options = { endpoint, identity: id, protocols: ["ocpp1.6"], strictMode: true, reconnect: false };
    const client = new RPCClient(options as ConstructorParameters<typeof RPCClient>[0]);
    await client.connect();
    const charger = new RealCharger(id, client);
    await client.call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
    await charger.status("Available");
    return charger;
  }

  async status(status: string): Promise<void> {
    await this.client.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status });
  }

  /** From now on it answers a command so; what it throws is a CALLERROR. Commands it was told nothing of it does not know. */
  answers(action: string, answer: (payload: Record<string, unknown>) => object | Promise<object>): void {
    this.client.handle(action, async ({ params }) => ({ ...await answer({ ...params }) }));
  }

  async tells(action: string, payload: Record<string, unknown>): Promise<void> {
    await this.client.call(action, payload);
  }

  /** @returns the number of the transaction */
  async start({ idTag = "TAG-1", meterStart = 1000, timestamp = new Date().toISOString() } = {}): Promise<number> {
    const started = await this.client.call("StartTransaction", { connectorId: 1, idTag, meterStart, timestamp });
    this.#transactionId = (started as { transactionId: number }).transactionId;
    await this.status("Charging");
    return this.#transactionId;
  }

  async measure({ energyWh, powerW, socPercent, at = new Date().toISOString() }: Told): Promise<void> {
    const sampledValue = [
      { value: String(energyWh), measurand: "Energy.Active.Import.Register", unit: "Wh" },
      ...(powerW === undefined ? [] : [{ value: String(powerW), measurand: "Power.Active.Import", unit: "W" }]),
      ...(socPercent === undefined ? [] : [{ value: String(socPercent), measurand: "SoC", unit: "Percent" }]),
    ];
    const meterValue = [{ timestamp: at, sampledValue }];
    await this.client.call("MeterValues", { connectorId: 1, transactionId: this.#transactionId, meterValue });
  }

  /** Ends its transaction, or, after a new connection, the one that is named. */
  async stop({ meterStop, transactionId = this.#transactionId }: { meterStop: number; transactionId?: number }) {
    const timestamp = new Date().toISOString();
    await this.client.call("StopTransaction", { transactionId, meterStop, timestamp, reason: "Local" });
    await this.status("Available");
  }

  async leave(): Promise<void> {
    await this.client.close();
  }
}
