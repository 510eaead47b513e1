import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { App, csp } from "fresh";

function nonceIn(response: Response): string | undefined {
  return /script-src 'self' 'nonce-(\w+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
}

const app = new App<unknown>()
  .use(csp({ useNonce: true }))
  .get("/", (ctx) =>
    ctx.render(
      <html>
        <head>
          <style>{"p { color: red }"}</style>
        </head>
        <body>
          <script>1</script>
        </body>
      </html>,
    ))
  .get("/api", (ctx) => ctx.json({}));

Deno.test("csp() sends a policy that trusts this origin alone", async () => {
  const handler = new App<unknown>().use(csp()).get("/", (ctx) => ctx.text("")).handler();
  const policy = (await handler(new Request("http://localhost/"))).headers.get("content-security-policy") ?? "";
  assertStringIncludes(policy, "default-src 'self'");
  assertStringIncludes(policy, "frame-ancestors 'none'");
});

Deno.test("csp({ useNonce }) allows the scripts and styles of the page, and no other", async () => {
  const response = await app.handler()(new Request("http://localhost/"));
  const nonce = nonceIn(response);
  const html = await response.text();
  assert(nonce !== undefined);
  assertEquals(html.split(`nonce="${nonce}"`).length - 1, 2);
  assertEquals(response.headers.get("content-security-policy")?.includes("unsafe-inline"), false);
});

Deno.test("csp({ useNonce }) has a new nonce for each response", async () => {
  const handler = app.handler();
  const [one, two] = [await handler(new Request("http://localhost/")), await handler(new Request("http://localhost/"))];
  await Promise.all([one.body?.cancel(), two.body?.cancel()]);
  assertNotEquals(nonceIn(one), nonceIn(two));
});

Deno.test("csp({ useNonce }) has no nonce for what is not rendered", async () => {
  const response = await app.handler()(new Request("http://localhost/api"));
  await response.body?.cancel();
  assertEquals(nonceIn(response), undefined);
  assertMatch(response.headers.get("content-security-policy") ?? "", /default-src/);
});

Deno.test("csp({ csp }) adds directives", async () => {
  const options = { csp: ["connect-src 'self' wss:"], reportOnly: true, reportTo: "/reports" };
  const handler = new App<unknown>().use(csp(options)).get("/", (ctx) => ctx.text("")).handler();
  const { headers } = await handler(new Request("http://localhost/"));
  assertStringIncludes(headers.get("content-security-policy-report-only") ?? "", "connect-src 'self' wss:");
  assertStringIncludes(headers.get("content-security-policy-report-only") ?? "", "report-uri /reports");
  assertEquals(headers.get("reporting-endpoints"), 'csp-endpoint="/reports"');
});
