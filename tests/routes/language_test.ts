/** Pages in the reader's language: none shows a word of another, and requests do not mix. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { ChargerDetail, TransactionView } from "../../lib/domain/views.ts";
import { de } from "../../lib/texts/de.ts";
import { en } from "../../lib/texts/en.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

const PATHS = ["/", "/chargers", "/chargers/CP-1", "/transactions", "/nowhere", "/chargers/none", "/transactions/0"];

async function aBusyServer(): Promise<TestServer> {
  const server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
  const timestamp = new Date().toISOString();
  for (const reason of ["EVDisconnected", null]) {
    await charger.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "SuspendedEV" });
    const { transactionId } = await charger.call("StartTransaction", {
      connectorId: 1,
      idTag: "CARD-1",
      meterStart: 0,
      timestamp,
    }) as { transactionId: number };
    if (reason === null) continue;
    await charger.call("StopTransaction", { transactionId, meterStop: 5000, timestamp, reason });
  }
  return server;
}

/** What a reader is shown or told: text nodes, and attributes that are read out. */
function wordsOf(html: string): string[] {
  const shown = html.replace(/<(template|script|style)\b[\s\S]*?<\/\1>/g, "").replace(/<!--[\s\S]*?-->/g, "");
  const attributes = [...shown.matchAll(/\s(?:title|placeholder|aria-label|alt)="([^"]*)"/g)].map(([, text]) => text);
  const texts = shown.replace(/<code\b[\s\S]*?<\/code>/g, "").split(/<[^>]*>/);
  return [...texts, ...attributes].map(decode).filter((text) => text !== "");
}

function decode(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&").trim();
}

/** Every text of a catalogue as what it may look like on a page, unless `other` has the same. */
function patternsOf(catalogue: Record<string, unknown>, other: Record<string, unknown>): RegExp[] {
  const texts = (entry: unknown): string[] => typeof entry === "string" ? [entry] : Object.values(entry ?? {});
  const shared = new Set(Object.values(other).flatMap(texts));
  return Object.values(catalogue).flatMap(texts).filter((text) => !shared.has(text) && /[a-z]{3}/i.test(text))
    .map((text) => {
      const pieces = text.split(/\{\w+\}/).map((piece) => RegExp.escape(piece.trim()));
      return new RegExp(`^${pieces.join("[\\s\\S]*")}$`);
    }).filter(({ source }) => source.replaceAll("[\\s\\S]*", "").length > 8);
}

Deno.test("a page in German holds no English text, and the other way round", async () => {
  await using server = await aBusyServer();
  for (const [language, foreign] of [["de", patternsOf(en, de)], ["en", patternsOf(de, en)]] as const) {
    for (const path of PATHS) {
      const { body } = await server.get(path, { headers: { "accept-language": language } });
      assert(typeof body === "string");
      assertEquals(/<html lang="(\w+)"/.exec(body)?.[1], language);
      const words = wordsOf(body);
      assert(words.length > 10, `${path} in ${language} is drawn`);
      assertEquals(words.filter((text) => foreign.some((pattern) => pattern.test(text))), [], `${path} in ${language}`);
      assertEquals(words.filter((text) => text in en), [], `${path} in ${language} shows the name of a text`);
    }
  }
});

Deno.test("the empty dashboard and the log-in speak German too", async () => {
  await using empty = await aServer();
  await using locked = await aServer({ settings: { OPERATOR_PASSWORD: "right-password" } });
  const headers = { "accept-language": "de-AT" };
  for (const [server, path] of [[empty, "/"], [empty, "/chargers"], [locked, "/login"]] as const) {
    const { body } = await server.get(path, { headers });
    const foreign = patternsOf(en, de);
    assertEquals(wordsOf(String(body)).filter((text) => foreign.some((pattern) => pattern.test(text))), [], path);
  }
});

Deno.test("requests in different languages at once do not mix", async () => {
  await using server = await aBusyServer();
  const answers = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
    const language = i % 2 === 0 ? "de" : "en";
    const { body } = await server.get("/transactions", { headers: { "accept-language": language } });
    return [language, /<h1>(.*?)<\/h1>/.exec(String(body))?.[1]];
  }));
  assertEquals(answers.filter(([language, title]) => title !== (language === "de" ? "Ladevorgänge" : "Sessions")), []);
});

Deno.test("?lang= at any page chooses its language from then on, and without a value follows the browser", async () => {
  await using server = await aBusyServer();
  const chosen = await fetch(`${server.url}/chargers?q=CP&lang=de`, { redirect: "manual" });
  await chosen.body?.cancel();
  const cookie = chosen.headers.get("set-cookie") ?? "";
  assertEquals([chosen.status, chosen.headers.get("location")], [303, "/chargers?q=CP"]);
  const { body } = await server.get("/chargers", { headers: { cookie: cookie.split(";")[0] } });
  assertEquals(/<html lang="(\w+)"/.exec(String(body))?.[1], "de");
  const forgotten = await fetch(`${server.url}/?lang=`, { redirect: "manual" });
  await forgotten.body?.cancel();
  assert(forgotten.headers.get("set-cookie")?.startsWith("language=; "));
  assert(forgotten.headers.get("set-cookie")?.includes("Max-Age=0"));
});

Deno.test("the server writes times in the zone that the browser told, and in UTC for one that there is not", async () => {
  await using server = await aBusyServer();
  const times = async (zone: string) => {
    const { body } = await server.get("/transactions", { headers: { cookie: `zone=${zone}` } });
    return /class="exact"[^>]*>(.*?)<\/time>/.exec(String(body))?.[1] ?? "";
  };
  assert(!(await times("Asia%2FTokyo")).endsWith("UTC"));
  assert((await times("Moon%2FNorth")).endsWith("UTC"));
  assert((await times("%E0%A4%A")).endsWith("UTC"));
});

Deno.test("what is noted of a charger and a session is told in the reader's language, and to programs in English", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const start = { connectorId: 1, idTag: "CARD-1", meterStart: 0, timestamp: "1970-01-01T00:00:07Z" };
  const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
  await charger.call("StartTransaction", { ...start, idTag: "CARD-2", timestamp: new Date().toISOString() });
  await charger.call("StopTransaction", { transactionId: 990_001, timestamp: new Date().toISOString() });
  // As a store of before has it.
  const { chargers } = server.services.store;
  await chargers.note("CP-1", { kind: "tag-suffix", at: Date.now(), count: 1, detail: "A;1, taken for A" });
  const headers = { "accept-language": "de-DE", cookie: "zone=Europe%2FBerlin" };
  const words = async (path: string) => wordsOf(String((await server.get(path, { headers })).body)).join("\n");
  const [page, session] = [await words("/chargers/CP-1"), await words(`/transactions/${transactionId}`)];
  for (const text of [/als \d+ nicht beendet war/, /Sie sagte 1\. Jan\. 1970, 01:00:07, als es/, /A;1, taken for A/]) {
    assertMatch(page, text);
  }
  for (
    const text of [
      /Laut der Station begann er am 1\. Jan\. 1970, 01:00:07;/,
      /Die Station beendete ihn nie; beendet, weil/,
    ]
  ) {
    assertMatch(session, text);
  }
  const { body } = await server.get(`/api/transactions/${transactionId}`, { headers });
  const { notes } = body as TransactionView;
  assertEquals(notes[0].text, "Its charger said it began at 1970-01-01T00:00:07.000Z: our time was used");
  const detail = (await server.get("/api/chargers/CP-1", { headers })).body as ChargerDetail;
  assertMatch(detail.notes.find(({ kind }) => kind === "start-replaced")!.detail, / while \d+ had not ended$/);
  const stored = await server.services.store.transactions.findByNumber(transactionId);
  assertEquals(stored?.notes[0].text, { code: "start-time-wrong", words: { saidAt: "1970-01-01T00:00:07.000Z" } });
});
