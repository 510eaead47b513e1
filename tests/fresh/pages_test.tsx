import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { App, page } from "fresh";
import { Head } from "fresh/runtime";

async function html(app: App<unknown>, path = "/"): Promise<string> {
  const response = await app.handler()(new Request(`http://localhost${path}`));
  assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  return await response.text();
}

Deno.test("ctx.render() sends an element as a whole document", async () => {
  const text = await html(new App<unknown>().get("/", (ctx) => ctx.render(<h1>Hello</h1>)));
  assertMatch(
    text,
    /^<!DOCTYPE html><html><head><meta charset="utf-8"\s*\/?><\/head><body><h1>Hello<\/h1><\/body><\/html>$/,
  );
});

Deno.test("ctx.render() takes the status and headers of the response", async () => {
  const app = new App<unknown>().get("/", (ctx) => ctx.render(<p>no</p>, { status: 416, headers: { "x-a": "b" } }));
  const response = await app.handler()(new Request("http://localhost/"));
  await response.body?.cancel();
  assertEquals([response.status, response.headers.get("x-a")], [416, "b"]);
});

Deno.test("text and attributes are escaped", async () => {
  const evil = `"><script>alert('1')</script>&`;
  const text = await html(new App<unknown>().get("/", (ctx) => ctx.render(<p title={evil}>{evil}</p>)));
  assertEquals(text.includes("<script>alert"), false);
  assertStringIncludes(text, "&lt;script>");
});

Deno.test("void elements, boolean attributes, styles and signals are drawn as HTML has them", async () => {
  const count = signal(5);
  const text = await html(
    new App<unknown>().get("/", (ctx) =>
      ctx.render(
        <form>
          <input disabled={false} required value="a" />
          <br />
          <p class="x" hidden={undefined}>{count}{null}{false}{0}</p>
        </form>,
      )),
  );
  assertMatch(text, /<input\s+required\s+value="a"\s*\/?>/);
  assertMatch(text, /<p class="x"\s*>50<\/p>/);
});

Deno.test("the app wrapper draws the document around every page", async () => {
  const app = new App<unknown>()
    .appWrapper(({ Component, url }) => (
      <html lang="de">
        <head>
          <title>{url.pathname}</title>
        </head>
        <body>
          <Component />
        </body>
      </html>
    ))
    .get("/a", (ctx) => ctx.render(<p>page</p>));
  assertEquals(
    await html(app, "/a"),
    '<!DOCTYPE html><html lang="de"><head><title>/a</title></head><body><p>page</p></body></html>',
  );
});

Deno.test("layouts wrap from the outermost path to the innermost", async () => {
  const app = new App<unknown>()
    .layout("*", ({ Component }) => (
      <div id="root">
        <Component />
      </div>
    ))
    .layout("/a", ({ Component }) => (
      <div id="a">
        <Component />
      </div>
    ))
    .get("/", (ctx) => ctx.render(<p>1</p>))
    .get("/a/b", (ctx) => ctx.render(<p>2</p>));
  assertStringIncludes(await html(app, "/"), '<div id="root"><p>1</p></div>');
  assertStringIncludes(await html(app, "/a/b"), '<div id="root"><div id="a"><p>2</p></div></div>');
});

Deno.test("a layout may leave out those above it, and the app wrapper", async () => {
  const app = new App<unknown>()
    .appWrapper(({ Component }) => (
      <div id="app">
        <Component />
      </div>
    ))
    .layout("*", ({ Component }) => (
      <div id="root">
        <Component />
      </div>
    ))
    .layout("/a", ({ Component }) => (
      <div id="a">
        <Component />
      </div>
    ), { skipInheritedLayouts: true, skipAppWrapper: true })
    .get("/a", (ctx) => ctx.render(<p>1</p>));
  assertStringIncludes(await html(app, "/a"), '<body><div id="a"><p>1</p></div></body>');
});

Deno.test("layouts and the app wrapper may be asynchronous", async () => {
  const app = new App<unknown>()
    .appWrapper(async ({ Component }) => {
      await Promise.resolve();
      return (
        <div id="app">
          <Component />
        </div>
      );
    })
    .layout("*", async ({ Component }) => {
      await Promise.resolve();
      return (
        <div id="root">
          <Component />
        </div>
      );
    })
    .get("/", (ctx) => ctx.render(<p>1</p>));
  assertStringIncludes(await html(app), '<div id="app"><div id="root"><p>1</p></div></div>');
});

Deno.test("a route draws its component with the data its handler gives to page()", async () => {
  const app = new App<unknown>().route("/", {
    handler: { GET: () => page({ name: "Ada" }, { status: 202, headers: { "x-a": "b" } }) },
    component: ({ data }) => <p>{JSON.stringify(data)}</p>,
  });
  const response = await app.handler()(new Request("http://localhost/"));
  assertEquals([response.status, response.headers.get("x-a")], [202, "b"]);
  assertStringIncludes(await response.text(), "{&quot;name&quot;:&quot;Ada&quot;}");
});

Deno.test("a route with a component alone answers GET", async () => {
  const app = new App<unknown>().route("/", { component: () => <p>alone</p> });
  assertStringIncludes(await html(app), "<p>alone</p>");
});

Deno.test("an asynchronous component may answer with a response", async () => {
  const app = new App<unknown>().route("/", {
    component: async (ctx) => {
      await Promise.resolve();
      return new Response(`not a page: ${ctx.url.pathname}`, { status: 409 });
    },
  });
  const response = await app.handler()(new Request("http://localhost/"));
  assertEquals([response.status, await response.text()], [409, "not a page: /"]);
});

Deno.test("Head puts elements into <head>, and one with the same key or a title replaces the former", async () => {
  const app = new App<unknown>()
    .appWrapper(({ Component }) => (
      <html>
        <head>
          <title>App</title>
          <meta key="theme" name="theme-color" content="white" />
        </head>
        <body>
          <Component />
        </body>
      </html>
    ))
    .get("/", (ctx) =>
      ctx.render(
        <main>
          <Head>
            <title>Page</title>
            <meta key="theme" name="theme-color" content="black" />
            <link rel="canonical" href="/here" />
          </Head>
          <p>body</p>
        </main>,
      ));
  const text = await html(app);
  const [, head, body] = /<head>(.*)<\/head><body>(.*)<\/body>/s.exec(text) ?? [];
  assertStringIncludes(head, "<title>Page</title>");
  assertStringIncludes(head, 'content="black"');
  assertStringIncludes(head, 'href="/here"');
  assertEquals([head.includes("App"), head.includes("white")], [false, false]);
  assertEquals(body, "<main><p>body</p></main>");
});

Deno.test("an element that is kept and rendered again is drawn the same each time", async () => {
  const kept = (
    <html>
      <head>
        <title>Kept</title>
      </head>
      <body>
        <script>1</script>
      </body>
    </html>
  );
  const app = new App<unknown>().get("/", (ctx) => ctx.render(kept));
  const plain = (text: string) => text.replace(/nonce="\w+"/, "");
  assertEquals(plain(await html(app)), plain(await html(app)));
});

Deno.test("pages rendered at the same time do not mix", async () => {
  const Name = createContext("nobody");
  const Greeting = () => <p>{useContext(Name)}</p>;
  const app = new App<unknown>().route("/:name", {
    component: async ({ params }) => {
      await new Promise((done) => queueMicrotask(() => done(null)));
      return (
        <Name.Provider value={params.name}>
          <Head>
            <title>{params.name}</title>
          </Head>
          <Greeting />
        </Name.Provider>
      );
    },
  });
  const handler = app.handler();
  const names = Array.from({ length: 20 }, (_, i) => `n${i}`);
  const pages = await Promise.all(
    names.map(async (name) => await (await handler(new Request(`http://localhost/${name}`))).text()),
  );
  pages.forEach((text, i) => {
    assertStringIncludes(text, `<p>n${i}</p>`);
    assertStringIncludes(text, `<title>n${i}</title>`);
  });
});

Deno.test("rendering something that is no element is an error", async () => {
  const app = new App<unknown>().get("/", async (ctx) => {
    // @ts-expect-error an object is not an element
    await assertRejects(() => ctx.render({ a: 1 }));
    return ctx.text("ok");
  });
  assertEquals(await (await app.handler()(new Request("http://localhost/"))).text(), "ok");
});
