import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { FIXTURE, fixture, get } from "./fixture.ts";

const handler = await fixture();

Deno.test("a file of static/ is served with its type and a tag", async () => {
  const { status, headers, body } = await get(handler, "/style.css");
  const content = await Deno.readTextFile(`${FIXTURE}/static/style.css`);
  assertEquals([status, headers.get("content-type"), body], [200, "text/css; charset=utf-8", content]);
  assertMatch(headers.get("etag") ?? "", /^W\/"\w+"$/);
});

Deno.test("a file that has not changed is answered with 304", async () => {
  const { headers } = await get(handler, "/style.css");
  const again = await get(handler, "/style.css", { headers: { "if-none-match": headers.get("etag") ?? "" } });
  assertEquals([again.status, again.body], [304, ""]);
  const other = await get(handler, "/style.css", { headers: { "if-none-match": 'W/"other"' } });
  assertEquals(other.status, 200);
});

Deno.test("HEAD gives the headers of a file alone", async () => {
  const { status, headers, body } = await get(handler, "/style.css", { method: "HEAD" });
  assertEquals([status, headers.get("content-length"), body], [200, "22", ""]);
});

Deno.test("a plain address is asked for each time, one from asset() is immutable", async () => {
  assertStringIncludes((await get(handler, "/style.css")).headers.get("cache-control") ?? "", "no-cache");
  const { body } = await get(handler, "/about");
  const [, href] = /href="(\/style\.css\?__frsh_c=\w+)"/.exec(body) ?? [];
  assertEquals((await get(handler, href)).headers.get("cache-control"), "public, max-age=31536000, immutable");
});

Deno.test("an address of another build is sent to the plain one", async () => {
  const { status, headers } = await get(handler, "/style.css?__frsh_c=old&x=1");
  assertEquals([status, headers.get("location")], [307, "/style.css?x=1"]);
});

Deno.test("modules of islands are immutable", async () => {
  const [, url] = /from\s*"(\/_fresh\/[^"]+)"/.exec((await get(handler, "/")).body) ?? [];
  const { headers } = await get(handler, url);
  assertMatch(headers.get("content-type") ?? "", /javascript/);
  assertEquals(headers.get("cache-control"), "public, max-age=31536000, immutable");
});

Deno.test("only GET and HEAD are for files", async () => {
  assertEquals((await get(handler, "/style.css", { method: "POST" })).status, 405);
});

Deno.test("names with spaces are served, hidden files are not, .well-known is", async () => {
  assertEquals((await get(handler, "/with%20space.txt")).body, "a file");
  assertEquals((await get(handler, "/.well-known/thing.json")).status, 200);
  assertEquals((await get(handler, "/../define.ts")).status, 404);
  assertEquals((await get(handler, "/..%2fdefine.ts")).status, 404);
});
