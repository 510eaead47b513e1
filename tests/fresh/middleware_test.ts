import { assertEquals, assertInstanceOf } from "@std/assert";
import { App, HttpError, type Middleware } from "fresh";

interface State {
  trace: string[];
}

/** Writes its name on the way in and on the way out. */
function step(name: string): Middleware<State> {
  return async (ctx) => {
    (ctx.state.trace ??= []).push(name);
    const response = await ctx.next();
    response.headers.append("x-out", name);
    return response;
  };
}

async function trace(app: App<State>, path: string): Promise<{ status: number; body: string; out: string | null }> {
  const response = await app.handler()(new Request(`http://localhost${path}`));
  return { status: response.status, body: await response.text(), out: response.headers.get("x-out") };
}

const report: Middleware<State> = (ctx) => ctx.text((ctx.state.trace ?? []).join(" "));

Deno.test("middlewares run in the order they were added, and return in the reverse", async () => {
  const app = new App<State>().use(step("a"), step("b")).use(step("c")).get("/", report);
  assertEquals(await trace(app, "/"), { status: 200, body: "a b c", out: "c, b, a" });
});

Deno.test("a middleware that was added after a route does not wrap it", async () => {
  const app = new App<State>().use(step("a")).get("/", report).use(step("late")).get("/late", report);
  assertEquals((await trace(app, "/")).body, "a");
  assertEquals((await trace(app, "/late")).body, "a late");
});

Deno.test("a middleware with a path holds at it and below", async () => {
  const app = new App<State>().use("/api", step("api")).get("/", report).get("/api", report).get("/api/x/:id", report);
  assertEquals((await trace(app, "/")).body, "");
  assertEquals((await trace(app, "/api")).body, "api");
  assertEquals((await trace(app, "/api/x/1")).body, "api");
});

Deno.test("middlewares of a handler run after those of the app", async () => {
  const app = new App<State>().use(step("app")).get("/", step("own"), report);
  assertEquals((await trace(app, "/")).body, "app own");
});

Deno.test("a middleware that answers ends the way", async () => {
  const app = new App<State>().use((ctx) => ctx.text("stop")).get("/", report);
  assertEquals((await trace(app, "/")).body, "stop");
});

Deno.test("the app's middlewares also see what has no route", async () => {
  const app = new App<State>().use(async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      assertInstanceOf(error, HttpError);
      return ctx.text(`${error.status}, as ctx.error is the same: ${ctx.error === error}`);
    }
  });
  assertEquals((await trace(app, "/nowhere")).body, "404, as ctx.error is the same: true");
});

Deno.test("each request has its own state", async () => {
  const handler = new App<State>().use(step("a")).get("/", report).handler();
  const bodies = await Promise.all(
    Array.from({ length: 5 }, async () => await (await handler(new Request("http://localhost/"))).text()),
  );
  assertEquals(bodies, ["a", "a", "a", "a", "a"]);
});
