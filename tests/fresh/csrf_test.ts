import { assertEquals } from "@std/assert";
import { App, csrf } from "fresh";

async function status(headers: Record<string, string>, { method = "POST", app = new App().use(csrf()) } = {}) {
  const handler = app.all("/", (ctx) => ctx.text("done")).handler();
  const response = await handler(new Request("https://here.example/", { method, headers }));
  await response.body?.cancel();
  return response.status;
}

Deno.test("csrf() lets every reading pass", async () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    assertEquals(await status({ "sec-fetch-site": "cross-site" }, { method }), 200);
  }
});

Deno.test("csrf() believes Sec-Fetch-Site", async () => {
  assertEquals(await status({ "sec-fetch-site": "same-origin" }), 200);
  assertEquals(await status({ "sec-fetch-site": "none" }), 200);
  assertEquals(await status({ "sec-fetch-site": "same-site" }), 403);
  assertEquals(await status({ "sec-fetch-site": "cross-site", origin: "https://evil.example" }), 403);
});

Deno.test("csrf() asks Origin when there is no Sec-Fetch-Site", async () => {
  assertEquals(await status({ origin: "https://here.example" }), 200);
  assertEquals(await status({ origin: "https://evil.example" }), 403);
  assertEquals(await status({ origin: "null" }), 403);
});

Deno.test("csrf() lets clients pass that are no browsers", async () => {
  assertEquals(await status({}), 200);
});

Deno.test("csrf() may be told other origins", async () => {
  const allow = (origin: string | string[] | ((origin: string) => boolean)) => ({
    app: new App().use(csrf({ origin })),
  });
  assertEquals(await status({ origin: "https://a.example" }, allow("https://a.example")), 200);
  assertEquals(await status({ origin: "https://b.example" }, allow(["https://a.example", "https://b.example"])), 200);
  assertEquals(await status({ origin: "https://c.example" }, allow((origin) => origin.endsWith("c.example"))), 200);
  assertEquals(await status({ origin: "https://d.example" }, allow("https://a.example")), 403);
});
