import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, HttpError } from "fresh";
import { silently } from "./silent.ts";

async function answer(app: App<unknown>, path: string): Promise<[number, string]> {
  const response = await app.handler()(new Request(`http://localhost${path}`));
  return [response.status, await response.text()];
}

function withRoutes(app: App<unknown>): App<unknown> {
  return app
    .get("/gone", () => {
      throw new HttpError(410, "It left");
    })
    .get("/bug", () => {
      throw new Error("a secret of ours");
    })
    .get("/api/bug", () => {
      throw new Error("a secret of ours");
    });
}

Deno.test("without an error page, an HttpError is sent as text", async () => {
  assertEquals(await answer(withRoutes(new App()), "/gone"), [410, "It left"]);
});

Deno.test("without an error page, any other error is logged and 500, and says nothing of itself", async () => {
  const { result, logged } = await silently(() => answer(withRoutes(new App()), "/bug"));
  assertEquals(result, [500, "Internal server error"]);
  assertEquals(logged, 1);
});

Deno.test("onError() answers for its path and below, and nothing is logged", async () => {
  const app = new App<unknown>()
    .onError("*", (ctx) => ctx.text(`root: ${ctx.error}`, { status: 500 }))
    .onError("/api", (ctx) => ctx.json({ error: String(ctx.error) }, { status: 500 }));
  const { result, logged } = await silently(async () => [
    await answer(withRoutes(app), "/bug"),
    await answer(app, "/api/bug"),
    await answer(app, "/nowhere"),
  ]);
  assertEquals(result, [
    [500, "root: Error: a secret of ours"],
    [500, '{"error":"Error: a secret of ours"}'],
    [500, "root: HttpError: Not Found"],
  ]);
  assertEquals(logged, 0);
});

Deno.test("an error page is sent with the status of the error", async () => {
  const app = new App<unknown>().onError("*", { component: ({ error }) => <p>{String(error)}</p> });
  const [status, body] = await answer(withRoutes(app), "/gone");
  assertEquals(status, 410);
  assertStringIncludes(body, "<p>HttpError: It left</p>");
  assertEquals((await answer(app, "/bug"))[0], 500);
});

Deno.test("an error page that fails itself gives 500", async () => {
  const app = new App<unknown>().onError("*", () => {
    throw new Error("again");
  });
  const { result } = await silently(() => answer(withRoutes(app), "/gone"));
  assertEquals(result, [500, "Internal server error"]);
});

Deno.test("notFound() answers what has no route, and what is said to be not found", async () => {
  const app = new App<unknown>()
    .notFound((ctx) => ctx.text("nothing here", { status: 404 }))
    .get("/hidden", () => {
      throw new HttpError(404);
    });
  assertEquals(await answer(app, "/nowhere"), [404, "nothing here"]);
  assertEquals(await answer(app, "/hidden"), [404, "nothing here"]);
});

Deno.test("notFound() with only a component answers 200", async () => {
  const app = new App<unknown>().notFound({ component: () => <p>lost</p> });
  const [status, body] = await answer(app, "/nowhere");
  assertEquals(status, 200);
  assertStringIncludes(body, "<p>lost</p>");
});

Deno.test("a handler that gives no response is a bug, and 500", async () => {
  // @ts-expect-error a handler must give a response
  const app = new App<unknown>().get("/", () => undefined);
  const { result } = await silently(() => answer(app, "/"));
  assertEquals(result[0], 500);
});
