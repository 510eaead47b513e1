import { assertEquals } from "@std/assert";
import type { Page, TagView } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

const put = (server: TestServer, idTag: string, body: unknown = {}) =>
  server.get(`/api/tags/${encodeURIComponent(idTag)}`, { method: "PUT", body: JSON.stringify(body) });

/** What a charger is told of a tag. */
async function authorize(charger: RawCharger, idTag: string): Promise<unknown> {
  return (await charger.call("Authorize", { idTag }) as { idTagInfo: unknown }).idTagInfo;
}

const start = (charger: RawCharger, idTag: string, connectorId = 1) =>
  charger.call("StartTransaction", {
    connectorId,
    idTag,
    meterStart: 0,
    timestamp: new Date().toISOString(),
  }) as Promise<
    { transactionId: number; idTagInfo: { status: string } }
  >;

Deno.test("every tag is accepted until the first one is stored, then only those that are", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  assertEquals(await authorize(charger, "ANY"), { status: "Accepted" });
  await put(server, "KNOWN");
  assertEquals(await authorize(charger, "ANY"), { status: "Invalid" });
  assertEquals(await authorize(charger, "known"), { status: "Accepted" });
});

Deno.test("TAGS=open accepts unknown tags also when some are stored, TAGS=known none also when none is", async () => {
  for (const [TAGS, status] of [["open", "Accepted"], ["known", "Invalid"]]) {
    await using server = await aServer({ settings: { TAGS } });
    await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
    if (TAGS === "open") await put(server, "OTHER");
    assertEquals(await authorize(charger, "ANY"), { status });
  }
});

Deno.test("a blocked and an expired tag are refused, with parent and expiry told", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await put(server, "BLOCKED", { blocked: true, parentIdTag: "FAMILY" });
  await put(server, "OLD", { expiresAt: "2020-01-01T00:00:00Z" });
  await put(server, "NEW", { expiresAt: "2100-01-01T00:00:00Z" });
  assertEquals(await authorize(charger, "blocked"), { parentIdTag: "FAMILY", status: "Blocked" });
  assertEquals(await authorize(charger, "OLD"), { expiryDate: "2020-01-01T00:00:00.000Z", status: "Expired" });
  assertEquals(await authorize(charger, "NEW"), { expiryDate: "2100-01-01T00:00:00.000Z", status: "Accepted" });
});

Deno.test("a tag over its limit is ConcurrentTx at StartTransaction only, and the start is stored all the same", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await put(server, "ONE", { maxActiveTransactions: 1 });
  assertEquals((await start(charger, "ONE")).idTagInfo, { status: "Accepted" });
  const second = await start(charger, "one", 2);
  assertEquals(second.idTagInfo, { status: "ConcurrentTx" });
  assertEquals(await authorize(charger, "ONE"), { status: "Accepted" });
  const { body } = await server.get("/api/transactions?state=active");
  assertEquals((body as { items: { tagStatus: string }[] }).items.map(({ tagStatus }) => tagStatus), [
    "ConcurrentTx",
    "Accepted",
  ]);
});

Deno.test("a session counts for the tag that it was taken for, and for no other whose name it begins with", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await put(server, "FLEET", { maxActiveTransactions: 1 });
  await put(server, "FLEET_2");
  assertEquals((await start(charger, "FLEET_2", 1)).idTagInfo, { status: "Accepted" });
  assertEquals((await start(charger, "FLEET_17619300", 2)).idTagInfo, { status: "Accepted" });
  assertEquals((await start(charger, "fleet", 3)).idTagInfo, { status: "ConcurrentTx" });
});

Deno.test("of starts at the same moment only as many are Accepted as the tag's limit allows", async () => {
  await using server = await aServer();
  await put(server, "TWO", { maxActiveTransactions: 2 });
  const chargers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => RawCharger.connect(`${server.endpoint}/CP-${i}`)),
  );
  const started = await Promise.all(chargers.map((charger) => start(charger, "TWO")));
  const statuses = started.map(({ idTagInfo }) => idTagInfo.status).toSorted();
  assertEquals(statuses, ["Accepted", "Accepted", ...Array(4).fill("ConcurrentTx")]);
  await Promise.all(chargers.map((charger) => charger[Symbol.asyncDispose]()));
});

Deno.test("tags are stored, read, listed, changed and removed over REST, in any case", async () => {
  await using server = await aServer();
  const created = await put(server, "Tag/1", { label: " Ada " });
  const tag = {
    idTag: "Tag/1",
    label: "Ada",
    blocked: false,
    expiresAt: null,
    parentIdTag: null,
    maxActiveTransactions: null,
  };
  assertEquals([created.status, created.body], [201, tag]);
  assertEquals((await server.get("/api/tags/TAG%2F1")).body, tag);
  assertEquals((await put(server, "TAG/1", { blocked: true })).status, 200);
  for (const idTag of ["b", "A", "c"]) await put(server, idTag);
  const first = (await server.get("/api/tags?limit=2")).body as Page<TagView>;
  const rest = (await server.get(`/api/tags?limit=2&cursor=${first.next}`)).body as Page<TagView>;
  assertEquals([...first.items, ...rest.items].map(({ idTag }) => idTag), ["A", "b", "c", "TAG/1"]);
  assertEquals(rest.next, null);
  assertEquals((await server.get("/api/tags/tag%2F1", { method: "DELETE" })).status, 204);
  assertEquals((await server.get("/api/tags/tag%2F1")).status, 404);
});

Deno.test("a wrong tag is refused with the path of each bad field", async () => {
  await using server = await aServer();
  const bad = await put(server, "X", { blocked: "yes", expiresAt: "soon", maxActiveTransactions: 0, colour: "red" });
  assertEquals(bad.status, 400);
  const { errors } = bad.body as { errors: { path: string }[] };
  assertEquals(errors.map(({ path }) => path).toSorted(), [
    "/blocked",
    "/colour",
    "/expiresAt",
    "/maxActiveTransactions",
  ]);
  assertEquals((await put(server, "x".repeat(21))).status, 400);
});

Deno.test("tags are imported from CSV, all or none, and exported so that they can be imported again", async () => {
  await using server = await aServer();
  const post = (body: string) => server.get("/api/tags/import", { method: "POST", body });
  const file = "\uFEFFidTag;label;blocked;expiresAt\r\nA1;Ada;yes;2100-01-01T00:00:00Z\r\nB2;=1+1;;\r\n\r\n";
  assertEquals((await post(file)).body, { imported: 2 });
  const { body: exported, type } = await server.get("/api/tags.csv");
  assertEquals(type, "text/csv; charset=utf-8");
  assertEquals(String(exported).split("\r\n"), [
    "idTag,label,blocked,expiresAt,parentIdTag,maxActiveTransactions",
    "A1,Ada,true,2100-01-01T00:00:00.000Z,,",
    `B2,"'=1+1",false,,,`,
    "",
  ]);
  assertEquals((await post(String(exported))).body, { imported: 2 });
  assertEquals(((await server.get("/api/tags/b2")).body as TagView).label, "=1+1");

  const bad = await post("idTag,blocked,expiresAt,maxActiveTransactions\nC3,maybe,soon,-1\n,,,\nD4,,,\n");
  assertEquals(bad.status, 400);
  const { errors } = bad.body as { errors: { path: string }[] };
  assertEquals(errors.map(({ path }) => path), ["/2/blocked", "/2/expiresAt", "/2/maxActiveTransactions"]);
  assertEquals((await server.get("/api/tags/D4")).status, 404);
  assertEquals(((await post("name\nX\n")).body as { errors: unknown[] }).errors.length, 2);
});

Deno.test("PUT with If-None-Match: * stores a new tag and never replaces one", async () => {
  await using server = await aServer();
  const add = (idTag: string, label: string) =>
    server.get(`/api/tags/${idTag}`, {
      method: "PUT",
      headers: { "if-none-match": "*" },
      body: JSON.stringify({ label }),
    });
  assertEquals((await add("A", "first")).status, 201);
  assertEquals((await add("a", "second")).status, 412);
  assertEquals(((await server.get("/api/tags/A")).body as TagView).label, "first");
});

Deno.test("an import can be looked at before it is done", async () => {
  await using server = await aServer();
  await put(server, "B");
  const body = "idTag,label\nA,One\nb,Two\n";
  const preview = await server.get("/api/tags/import?preview=true", { method: "POST", body });
  const { found, known, first } = preview.body as { found: number; known: number; first: TagView[] };
  assertEquals([found, known, first.map(({ label }) => label)], [2, 1, ["One", "Two"]]);
  assertEquals((await server.get("/api/tags/A")).status, 404);
});

Deno.test("an import tells how far it is, and stops when nobody listens any more", async () => {
  await using server = await aServer();
  const body = (count: number, name: string) =>
    "idTag\n" + Array.from({ length: count }, (_, i) => `${name}${i}`).join("\n");
  const ask = (text: string) =>
    fetch(`${server.url}/api/tags/import`, {
      method: "POST",
      body: text,
      headers: { accept: "application/x-ndjson" },
    });
  const whole = await ask(body(1_200, "A"));
  assertEquals((await whole.text()).trim().split("\n").map((line) => JSON.parse(line)), [
    { imported: 500, isEnd: false },
    { imported: 1000, isEnd: false },
    { imported: 1200, isEnd: true },
  ]);
  const left = await ask(body(200_000, "B"));
  const reader = left.body!.getReader();
  await reader.read();
  await reader.cancel();
  const last = await server.services.store.tags.find("B199999");
  assertEquals(last, null);
});

Deno.test("a page of tags looks at a bounded number of them, and goes on from there", async () => {
  await using server = await aServer();
  const rows = Array.from({ length: 4_500 }, (_, i) => `T${String(i).padStart(5, "0")}`);
  await server.get("/api/tags/import", { method: "POST", body: `idTag\n${rows.join("\n")}` });
  const pages: string[][] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body } = await server.get(`/api/tags?q=T04400&cursor=${cursor}`);
    const page = body as Page<TagView>;
    pages.push(page.items.map(({ idTag }) => idTag));
    cursor = page.next;
  }
  assertEquals(pages, [[], [], ["T04400"]]);
});

Deno.test("a file of more tags than are taken, or of nothing but mistakes, is answered shortly", async () => {
  await using server = await aServer();
  const lines = [..."ABCDEFGHIJ"].map((letter) => `${letter}\n`).join("");
  const asked = ["é\n".repeat(200_000), lines.repeat(20_001)];
  const counts: number[] = [];
  for (const rows of asked) {
    const { status, body } = await server.get("/api/tags/import", { method: "POST", body: `idTag\n${rows}` });
    assertEquals(status, 400);
    counts.push((body as { errors: unknown[] }).errors.length);
  }
  assertEquals(counts, [1_000, 1]);
});
