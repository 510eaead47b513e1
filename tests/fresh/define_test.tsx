import { assertEquals, assertStrictEquals } from "@std/assert";
import { App, createDefine, HttpError, page, type PageProps } from "fresh";
import * as runtime from "fresh/runtime";

interface State {
  user: string;
}

const define = createDefine<State>();

/** Compiles only when both types are the same. */
function sameType<A, B>(_same: [A] extends [B] ? ([B] extends [A] ? true : never) : never): void {}

Deno.test("the define functions return what they are given", () => {
  const handler = () => new Response();
  const middleware = () => new Response();
  const component = () => <p>x</p>;
  assertStrictEquals(define.handlers(handler), handler);
  assertStrictEquals(define.middleware(middleware), middleware);
  assertStrictEquals(define.page(component), component);
  assertStrictEquals(define.layout(component), component);
});

Deno.test("a page knows the type of the data its handlers give", () => {
  const handler = define.handlers({
    GET: (ctx) => page({ user: ctx.state.user, count: 1 }),
    async POST(ctx) {
      await ctx.req.text();
      return ctx.redirect("/");
    },
  });
  define.page<typeof handler>(({ data, state }) => {
    sameType<typeof data, { user: string; count: number }>(true);
    sameType<typeof state, State>(true);
    return <p>{data.count}</p>;
  });

  const one = define.handlers((ctx) => ctx.state.user === "" ? ctx.text("none") : page([1]));
  define.page<typeof one>(({ data }) => {
    sameType<typeof data, number[]>(true);
    return null;
  });

  const props: (keyof PageProps<number, State>)[] = ["data", "state", "url", "params", "req", "Component"];
  assertEquals(props.length, 6);
});

Deno.test("handlers may be told the type of their data", () => {
  define.handlers<{ slug: string }>({
    GET: () => page({ slug: "a" }),
    // @ts-expect-error the slug is missing
    POST: () => page({}),
  });
});

Deno.test("a middleware knows the state", () => {
  const middleware = define.middleware((ctx) => {
    sameType<typeof ctx.state, State>(true);
    return ctx.next();
  });
  new App<State>().use(middleware);
});

Deno.test("page() keeps data, status and headers apart", () => {
  const { data, status, headers } = page({ a: 1 }, { status: 201, headers: { b: "c" } });
  assertEquals({ data, status, headers }, { data: { a: 1 }, status: 201, headers: { b: "c" } });
  assertEquals(page().data, undefined);
});

Deno.test("fresh/runtime knows that this is not a browser, and has the same HttpError", () => {
  assertEquals(runtime.IS_BROWSER, false);
  assertStrictEquals(runtime.HttpError, HttpError);
});

Deno.test("asset() adds the build to addresses of this site alone", () => {
  const [path, build] = runtime.asset("/a.css?x=1").split("&__frsh_c=");
  assertEquals(path, "/a.css?x=1");
  assertEquals(runtime.asset(`/a.css?__frsh_c=${build}`), `/a.css?__frsh_c=${build}`);
  for (const other of ["https://example.com/a.css", "//example.com/a.css", "a.css", "#a"]) {
    assertEquals(runtime.asset(other), other);
  }
});
