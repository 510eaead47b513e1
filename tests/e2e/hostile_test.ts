/** What chargers, drivers and addresses say is hostile: on every page it is text, and no page breaks its own policy. */
import { assert, assertEquals } from "@std/assert";
import { listRoutes } from "../route_list.ts";
import { RawCharger, type TestServer } from "../server.ts";
import { browserTest } from "./harness.ts";

const SCRIPT = "<script>hit=1</script>";
const HOSTILE = {
  id: `CP <img src=x onerror=hit=1>"'&amp;\u202e=HYPERLINK()`,
  vendor: "<svg onload=hit=1>",
  model: '=HYPERLINK("a")',
  idTag: "<b onfocus=hit=1>",
  info: `"><img src=x onerror=hit=1>\r\n\u202e{{x}}`,
  vendorErrorCode: "</script>" + SCRIPT,
  label: `<a href="javascript:hit=1">${SCRIPT}`,
};

/**
 * A charger that says nothing but hostile things, and has a session that ran and one that runs; and one that is offline, of
 * which something was asked. With the ids of the sessions, and of the bulk command.
 */
async function aHostileCharger({ endpoint, services }: TestServer): Promise<[RawCharger, string[], string]> {
  const charger = await RawCharger.connect(`${endpoint}/${encodeURIComponent(HOSTILE.id)}`);
  await charger.call("BootNotification", {
    chargePointVendor: HOSTILE.vendor,
    chargePointModel: HOSTILE.model,
    firmwareVersion: SCRIPT,
    chargePointSerialNumber: SCRIPT,
  });
  await services.operations.changeCharger(HOSTILE.id, { label: HOSTILE.label });
  await services.store.tags.put([{
    v: 1,
    idTag: HOSTILE.idTag,
    label: HOSTILE.label,
    blocked: false,
    expiresAt: null,
    parentIdTag: null,
    maxActiveTransactions: null,
  }]);
  const start = async () => {
    const timestamp = new Date().toISOString();
    const payload = { connectorId: 1, idTag: HOSTILE.idTag, meterStart: 1000, timestamp };
    return (await charger.call("StartTransaction", payload) as { transactionId: number }).transactionId;
  };
  const past = await start();
  const timestamp = new Date().toISOString();
  await charger.call("StopTransaction", { transactionId: past, meterStop: 2000, timestamp, reason: "Other" });
  const ids = [String(past), String(await start())];
  await charger.call("StatusNotification", {
    connectorId: 1,
    status: "Faulted",
    errorCode: "OtherError",
    info: HOSTILE.info,
    vendorErrorCode: HOSTILE.vendorErrorCode,
    vendorId: SCRIPT,
  });
  await charger.call("DataTransfer", { vendorId: SCRIPT, messageId: HOSTILE.info, data: HOSTILE.vendorErrorCode });
  const offline = `${HOSTILE.id}, offline`;
  await services.operations.addCharger(offline, { label: HOSTILE.label });
  const targets = { type: "named" as const, chargerIds: [offline] };
  const asked = await services.bulkCommands.ask({ action: "ClearCache", payload: {}, targets, askedBy: SCRIPT });
  return [charger, ids, asked.type === "started" ? asked.bulk.id : asked.type];
}

/** The addresses of every page there is, for this charger, these sessions and this bulk command. */
async function pagesOf(transactions: string[], bulkId: string): Promise<string[]> {
  const routes = (await listRoutes()).filter(({ pattern, isPage }) => isPage && pattern !== "/login");
  return routes.flatMap(({ pattern }) => {
    if (!pattern.includes(":")) return [pattern];
    const charger = [encodeURIComponent(HOSTILE.id)];
    const ids = pattern.startsWith("/transactions") ? transactions : pattern.startsWith("/bulk") ? [bulkId] : charger;
    return ids.map((id) => pattern.replace(/:\w+/, id));
  });
}

browserTest("what a charger says is text on every page, live too, and no page breaks its policy", async (world) => {
  const { server, page, visit } = world;
  const [charger, transactions, bulkId] = await aHostileCharger(server);
  await using _ = charger;
  page.on("dialog", (dialog) => dialog.dismiss());
  const pages = await pagesOf(transactions, bulkId);
  assert(pages.length >= 6, pages.join());
  let shown = "";
  for (const path of pages) {
    await visit(path);
    await charger.call("StatusNotification", {
      connectorId: 2,
      status: "Faulted",
      errorCode: "OtherError",
      info: `${HOSTILE.info} ${path}`.slice(0, 50),
    });
    // Whatever it says is on the page, and the browser has had its turn with it.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    const made = page.locator(
      "img, [onerror], [onload], [onfocus], [href^='javascript:'], script:not([nonce]):not([type='application/json'])",
    );
    assertEquals([path, await made.count()], [path, 0]);
    assertEquals([path, await page.evaluate(() => "hit" in globalThis)], [path, false]);
    shown += `\n${await page.locator("body").textContent()}`;
  }
  for (
    const text of [HOSTILE.id, HOSTILE.vendor, HOSTILE.model, HOSTILE.idTag, HOSTILE.label, HOSTILE.vendorErrorCode]
  ) {
    assert(shown.includes(text), `${text} is shown`);
  }
});

/** Another site on this machine, with an empty page. */
function anotherSite(): { url: string } & AsyncDisposable {
  const answer = () =>
    new Response("<!doctype html><title>Elsewhere</title>", { headers: { "content-type": "text/html" } });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  return { url: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

browserTest("a page of another site reaches neither the live events nor the chargers' WebSocket", async (world) => {
  const { server, page } = world;
  await using elsewhere = anotherSite();
  const tab = await page.context().newPage();
  const tryFrom = async (site: string) => {
    await tab.goto(site);
    return await tab.evaluate(async (base) => {
      const within = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve("silence"), ms));
      const socket = new WebSocket(`${base.replace("http", "ws")}/ocpp/CP-1`, "ocpp1.6");
      const link = new Promise<string>((resolve) => {
        socket.onopen = () => resolve("open");
        socket.onerror = () => resolve("refused");
      });
      const source = new EventSource(`${base}/api/live`);
      const live = new Promise<string>((resolve) => {
        source.onopen = () => resolve("open");
        source.onerror = () => resolve("refused");
      });
      const outcome = await Promise.all([link, live].map((one) => Promise.race([one, within(5_000)])));
      socket.close();
      source.close();
      return outcome;
    }, server.url);
  };
  assertEquals(await tryFrom(`${server.url}/login`), ["open", "open"]);
  assertEquals(await tryFrom(elsewhere.url), ["refused", "refused"]);
  await tab.close();
});
