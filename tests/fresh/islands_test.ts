import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fixture, get } from "./fixture.ts";
import { silently } from "./silent.ts";

const handler = await fixture();

Deno.test("an island is drawn on the server, and a module script starts it", async () => {
  const { body } = await get(handler, "/");
  assertMatch(body, /<button type="button" class="counter"\s*>3<\/button>/);
  assertMatch(body, /<script type="module"[^>]*>import/);
});

Deno.test("a page without islands has no script", async () => {
  assertEquals((await get(handler, "/about")).body.includes("<script"), false);
});

Deno.test("a page names the modules it will want, so that browsers fetch them early", async () => {
  const { headers } = await get(handler, "/");
  assertMatch(headers.get("link") ?? "", /<\/_fresh\/js\/[^>]+\.js>; rel="modulepreload"/);
});

Deno.test("an island may use another, which is then a part of it", async () => {
  const { body } = await get(handler, "/local");
  assertStringIncludes(body, "server</span>");
  assertEquals(body.match(/<!--frsh:island:/g)?.length, 1);
});

Deno.test("Head in an island puts elements into <head>", async () => {
  assertStringIncludes((await get(handler, "/local")).body, "<title>Local</title>");
});

Deno.test("props may be of every allowed type, and cannot end the script they are in", async () => {
  const { status, body } = await get(handler, "/everything");
  assertEquals(status, 200);
  assertStringIncludes(body, "big: 12345678901234567890n");
  assertEquals(body.includes("<script>alert(1)"), false);
});

Deno.test("a function cannot be a prop of an island", async () => {
  const { result } = await silently(() => get(handler, "/broken"));
  assertEquals(result.status, 500);
});

Deno.test("what is bundled has one preact and one signals", async () => {
  const { body } = await get(handler, "/");
  const sources = await Promise.all(
    [...await modulesOf(handler, body)].map(async (url) => (await get(handler, url)).body),
  );
  const count = (text: string) => sources.join("\n").split(text).length - 1;
  // A word that stands once in preact, and one that stands once in signals-core.
  assertEquals([count("Math/MathML"), count('"preact-signals"')], [1, 1]);
});

Deno.test("the code every page with islands needs stays below 14 KB, gzipped", async () => {
  const { body } = await get(handler, "/");
  const modules = [...await modulesOf(handler, body)].filter((url) => !/\/[A-Z]\w+\.js$/.test(url));
  let bytes = 0;
  for (const url of modules) {
    const gzip = new Blob([(await get(handler, url)).body]).stream().pipeThrough(new CompressionStream("gzip"));
    bytes += (await new Response(gzip).arrayBuffer()).byteLength;
  }
  assert(bytes > 1000 && bytes < 14 * 1024, `${bytes} bytes`);
});

/** The modules of a page, and those they import. */
async function modulesOf(handler: Awaited<ReturnType<typeof fixture>>, html: string): Promise<Set<string>> {
  const found = new Set<string>();
  const waiting = [...html.matchAll(/from\s*"(\/_fresh\/[^"]+)"/g)].map(([, url]) => url);
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (found.has(url)) continue;
    found.add(url);
    const { body } = await get(handler, url);
    for (const [, path] of body.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
      waiting.push(new URL(path, `http://localhost${url}`).pathname);
    }
  }
  return found;
}
