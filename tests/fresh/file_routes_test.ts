import { assertEquals, assertStringIncludes } from "@std/assert";
import { App } from "fresh";
import { fixture, get } from "./fixture.ts";

const handler = await fixture();

Deno.test("a file is a route, and index is its folder", async () => {
  assertStringIncludes((await get(handler, "/about")).body, "<p>asynchronous</p>");
  assertStringIncludes((await get(handler, "/chargers")).body, "<p>All chargers</p>");
});

Deno.test("[id] is a parameter, and a file with the name wins over it", async () => {
  assertStringIncludes((await get(handler, "/chargers/CP-7")).body, "<p>Charger CP-7</p>");
  assertStringIncludes((await get(handler, "/chargers/new")).body, "<p>A new charger</p>");
});

Deno.test("[[lang]] may be missing", async () => {
  assertEquals((await get(handler, "/docs/de")).body, "language: de");
  assertEquals((await get(handler, "/docs")).body, "language: none");
});

Deno.test("[...path] takes the rest of the path", async () => {
  assertEquals((await get(handler, "/files/a/b.txt")).body, "a/b.txt");
});

Deno.test("a (group) is a folder that is not in the address, with its own layout and middleware", async () => {
  const refused = await get(handler, "/secret");
  assertEquals(refused.status, 401);
  assertStringIncludes(refused.body, "Sorry: Say who you are");

  const { status, body } = await get(handler, "/secret", { headers: { authorization: "me" } });
  assertEquals(status, 200);
  assertStringIncludes(body, '<div class="layout"><div class="private"><p>secret</p></div></div>');
  assertStringIncludes(body, 'data-trace="main first second private"');
});

Deno.test("_app and _layout are around a page, and Head reaches into _app", async () => {
  const { body } = await get(handler, "/about");
  assertStringIncludes(body, '<html lang="en"><head>');
  assertStringIncludes(body, '<div class="layout"><p>asynchronous</p></div>');
  assertStringIncludes(body, "<title>About</title>");
  assertEquals(body.includes("<title>Fixture</title>"), false);
  assertStringIncludes(body, 'content="second"');
  assertEquals(body.includes('content="first"'), false);
});

Deno.test("a route's config may leave out _app and _layout", async () => {
  assertStringIncludes((await get(handler, "/bare")).body, "<body><p>bare</p></body>");
});

Deno.test("a handler gives data, a status and headers to its page", async () => {
  const { status, headers, body } = await get(handler, "/data?name=Ada");
  assertEquals([status, headers.get("x-from")], [201, "page"]);
  assertStringIncludes(body, "<p>Hello Ada</p>");
});

Deno.test("a handler of another method may answer itself", async () => {
  const { status, headers } = await get(handler, "/data", { method: "POST" });
  assertEquals([status, headers.get("location")], [303, "/data?name=posted"]);
});

Deno.test("a page may answer with a response", async () => {
  const { status, headers } = await get(handler, "/moved?x=1");
  assertEquals([status, headers.get("location")], [307, "/about?x=1"]);
});

Deno.test("a file that lacks the method is not found, whatever else would fit", async () => {
  assertEquals((await get(handler, "/files/a", { method: "POST" })).status, 404);
  assertEquals((await get(handler, "/data", { method: "DELETE" })).status, 404);
});

Deno.test("_error is sent with the status, also for what has no route", async () => {
  const { status, headers, body } = await get(handler, "/nowhere");
  assertEquals([status, headers.get("content-type")], [404, "text/html; charset=utf-8"]);
  assertStringIncludes(body, "<h1>Sorry: Not Found</h1>");
});

Deno.test("an _error of a folder answers for it alone", async () => {
  assertEquals(await get(handler, "/api/fail").then(({ status, body }) => [status, body]), [500, '{"error":500}']);
  assertEquals((await get(handler, "/api/nothing/here")).body, '{"error":404}');
  assertEquals((await get(handler, "/api/things", { method: "PUT" })).body, '{"error":404}');
});

Deno.test("a malformed % is 400, and the page says so", async () => {
  const { status, body } = await get(handler, "/chargers/%E0%A4%A");
  assertEquals(status, 400);
  assertStringIncludes(body, "<h1>Sorry:");
});

Deno.test("without a build, there are no file routes", async () => {
  const response = await new App().fsRoutes().handler()(new Request("http://localhost/about"));
  assertEquals([response.status, await response.text()], [404, "Not Found"]);
});
