import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { App, HttpError } from "fresh";

async function answer(app: App<unknown>, path: string, init?: RequestInit): Promise<[number, string]> {
  const response = await app.handler()(new Request(`http://localhost${path}`, init));
  return [response.status, await response.text()];
}

Deno.test("a fixed path wins over a pattern that was added before it", async () => {
  const app = new App<unknown>().get("/a/:id", (ctx) => ctx.text(`id ${ctx.params.id}`)).get(
    "/a/b",
    (ctx) => ctx.text("fixed"),
  );
  assertEquals(await answer(app, "/a/b"), [200, "fixed"]);
  assertEquals(await answer(app, "/a/c"), [200, "id c"]);
});

Deno.test("of two patterns that fit, the first one added answers", async () => {
  const app = new App<unknown>().get("/:a/x", (ctx) => ctx.text("first")).get("/y/:b", (ctx) => ctx.text("second"));
  assertEquals(await answer(app, "/y/x"), [200, "first"]);
  assertEquals(await answer(app, "/y/z"), [200, "second"]);
});

Deno.test("patterns have parameters, optional ones, rests and wildcards", async () => {
  const app = new App<unknown>()
    .get("/one/:id", (ctx) => ctx.json(ctx.params))
    .get("/dot/:name.json", (ctx) => ctx.json(ctx.params))
    .get("/opt{/:id}?", (ctx) => ctx.json(ctx.params))
    .get("/rest/:path*", (ctx) => ctx.json(ctx.params))
    .get("/some/:path+", (ctx) => ctx.json(ctx.params))
    .get("/number/:n(\\d+)", (ctx) => ctx.json(ctx.params))
    .get("/any/*", (ctx) => ctx.text("wild"));
  assertEquals(await answer(app, "/one/a.b"), [200, '{"id":"a.b"}']);
  assertEquals(await answer(app, "/dot/a.json"), [200, '{"name":"a"}']);
  assertEquals((await answer(app, "/dot/ajson"))[0], 404);
  assertEquals(await answer(app, "/opt/a"), [200, '{"id":"a"}']);
  assertEquals((await answer(app, "/opt"))[0], 200);
  assertEquals(await answer(app, "/rest/a/b/c"), [200, '{"path":"a/b/c"}']);
  assertEquals((await answer(app, "/rest"))[0], 200);
  assertEquals(await answer(app, "/some/a/b"), [200, '{"path":"a/b"}']);
  assertEquals((await answer(app, "/some"))[0], 404);
  assertEquals(await answer(app, "/number/12"), [200, '{"n":"12"}']);
  assertEquals((await answer(app, "/number/x"))[0], 404);
  assertEquals(await answer(app, "/any/a/b"), [200, "wild"]);
});

Deno.test("parameters are decoded with decodeURI: %2F stays, %25 becomes %", async () => {
  const app = new App<unknown>().get("/:id", (ctx) => ctx.text(ctx.params.id));
  assertEquals(await answer(app, "/a%2Fb"), [200, "a%2Fb"]);
  assertEquals(await answer(app, "/100%25"), [200, "100%"]);
  assertEquals(await answer(app, "/caf%C3%A9"), [200, "café"]);
});

Deno.test("slashes in a row are one, in the path that is matched and in ctx.url", async () => {
  const app = new App<unknown>().get("/a/b", (ctx) => ctx.text(ctx.url.pathname));
  assertEquals(await answer(app, "//a///b"), [200, "/a/b"]);
});

Deno.test("each method has its own handler, and all() has every one", async () => {
  const app = new App<unknown>();
  for (const method of ["get", "post", "put", "patch", "delete"] as const) app[method]("/", (ctx) => ctx.text(method));
  app.all("/all", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    assertEquals(await answer(app, "/", { method }), [200, method.toLowerCase()]);
    assertEquals(await answer(app, "/all", { method }), [200, method]);
  }
});

Deno.test("HEAD is answered by GET, without a body", async () => {
  const app = new App<unknown>().get("/", (ctx) => ctx.text("body", { headers: { "x-a": "1" } }));
  const response = await app.handler()(new Request("http://localhost/", { method: "HEAD" }));
  assertEquals([response.status, response.headers.get("x-a"), response.body], [200, "1", null]);
});

Deno.test("head() is asked before get()", async () => {
  const app = new App<unknown>()
    .get("/", (ctx) => ctx.text("", { headers: { "x-a": "get" } }))
    .head("/", (ctx) => ctx.text("", { headers: { "x-a": "head" } }));
  const response = await app.handler()(new Request("http://localhost/", { method: "HEAD" }));
  assertEquals(response.headers.get("x-a"), "head");
});

Deno.test("a path without the method gives 405, a path without a route 404", async () => {
  const app = new App<unknown>().get("/a", (ctx) => ctx.text("a"));
  assertEquals(await answer(app, "/a", { method: "POST" }), [405, "Method Not Allowed"]);
  assertEquals(await answer(app, "/b"), [404, "Not Found"]);
});

Deno.test("405 names the methods that are allowed", async () => {
  const app = new App<unknown>().get("/a", (ctx) => ctx.text("a")).put("/a", (ctx) => ctx.text("a"));
  const response = await app.handler()(new Request("http://localhost/a", { method: "DELETE" }));
  await response.body?.cancel();
  const allow = response.headers.get("allow") ?? "";
  assertStringIncludes(allow, "GET");
  assertStringIncludes(allow, "PUT");
});

Deno.test("a path with a malformed % gives 400", async () => {
  const app = new App<unknown>().get("/:id", (ctx) => ctx.text(ctx.params.id));
  assertEquals((await answer(app, "/%E0%A4%A"))[0], 400);
});

Deno.test("ctx knows the route, the request and who asked", async () => {
  const app = new App<unknown>().get(
    "/c/:id",
    (ctx) => ctx.json([ctx.route, ctx.req.method, ctx.url.search, ctx.config.mode]),
  );
  assertEquals(await answer(app, "/c/1?q=2"), [200, '["/c/:id","GET","?q=2","production"]']);
  const asked = new App<unknown>().get("/", (ctx) => ctx.json(ctx.info.remoteAddr));
  const info: Deno.ServeHandlerInfo = {
    remoteAddr: { transport: "tcp", hostname: "10.0.0.7", port: 1 },
    completed: Promise.resolve(),
  };
  const response = await asked.handler()(new Request("http://localhost/"), info);
  assertEquals((await response.json()).hostname, "10.0.0.7");
});

Deno.test("ctx.redirect() sends elsewhere, and never to a foreign host by two slashes", async () => {
  const app = new App<unknown>()
    .get("/a", (ctx) => ctx.redirect("/b?c=//d#e"))
    .get("/evil", (ctx) => ctx.redirect("//evil.example/x"))
    .get("/other", (ctx) => ctx.redirect("https://example.com//x", 308));
  const places: [number, string | null][] = [];
  for (const path of ["/a", "/evil", "/other"]) {
    const response = await app.handler()(new Request(`http://localhost${path}`));
    places.push([response.status, response.headers.get("location")]);
  }
  assertEquals(places, [[302, "/b?c=//d#e"], [302, "/evil.example/x"], [308, "https://example.com//x"]]);
});

Deno.test("ctx.text(), html(), json() and stream() answer with what they are given", async () => {
  const app = new App<unknown>()
    .get("/text", (ctx) => ctx.text("t", { status: 201 }))
    .get("/html", (ctx) => ctx.html("<p>h</p>"))
    .get("/json", (ctx) => ctx.json({ j: 1 }))
    .get("/stream", (ctx) => ctx.stream(["a", "b"]))
    .get("/stream/async", (ctx) =>
      ctx.stream(async function* () {
        yield "c";
        await Promise.resolve();
        yield new TextEncoder().encode("d");
      }));
  assertEquals(await answer(app, "/text"), [201, "t"]);
  assertEquals(await answer(app, "/html"), [200, "<p>h</p>"]);
  assertEquals(await answer(app, "/json"), [200, '{"j":1}']);
  assertEquals(await answer(app, "/stream"), [200, "ab"]);
  assertEquals(await answer(app, "/stream/async"), [200, "cd"]);
});

Deno.test("a handler may throw an HttpError from anywhere", async () => {
  const app = new App<unknown>().get("/", () => {
    throw new HttpError(418, "No coffee");
  });
  assertEquals(await answer(app, "/"), [418, "No coffee"]);
  const error = new HttpError(404);
  assertInstanceOf(error, Error);
  assertEquals([error.name, error.message, error.status], ["HttpError", "Not Found", 404]);
});
