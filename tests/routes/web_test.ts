/** What the web side promises whatever is asked: its headers, whom it listens to, and how much and how long. */
import { assertEquals, assertMatch } from "@std/assert";
import { HeldClock } from "../arrange.ts";
import { addOperator, asOperator, asToken } from "../people.ts";
import { listRoutes } from "../route_list.ts";
import { aServer, type TestServer } from "../server.ts";

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

async function headersOf(server: TestServer, path: string, init?: RequestInit): Promise<[number, Headers]> {
  const response = await fetch(server.url + path, { redirect: "manual", ...init });
  await response.body?.cancel();
  return [response.status, response.headers];
}

Deno.test("every answer tells browsers not to guess, not to frame and not to pass it on, errors and files too", async () => {
  await using server = await aServer();
  const foreign = { method: "POST", headers: { origin: "https://evil.example" } };
  const asked: [string, RequestInit?][] = [
    ["/"],
    ["/login"],
    ["/nowhere"],
    ["/%"],
    ["/chargers/none"],
    ["/chargers/none", foreign],
    ["/?lang=de"],
    ["/styles.css"],
    ["/ocpp/CP-1"],
    ["/health/live"],
    ["/api/nowhere"],
    ["/api/stats"],
    ["/api/stats?from=never"],
    ["/api/tags/T", { method: "PUT", body: "{" }],
    ["/api/tags.csv"],
  ];
  for (const [path, init] of asked) {
    const [status, headers] = await headersOf(server, path, init);
    const told = [
      "x-content-type-options",
      "referrer-policy",
      "cross-origin-resource-policy",
      "cross-origin-opener-policy",
      "strict-transport-security",
    ];
    const wanted = ["nosniff", "same-origin", "same-origin", "same-origin", null];
    assertEquals(told.map((name) => headers.get(name)), wanted, `${path} ${status}`);
    const policy = headers.get("content-security-policy") ?? "";
    if (headers.get("content-type")?.startsWith("text/html")) {
      assertMatch(policy, /script-src 'self' 'nonce-\w+'; style-src 'self' 'nonce-\w+'/, path);
      assertMatch(policy, /frame-ancestors 'none'/, path);
      assertEquals(policy.includes("unsafe"), false, path);
    } else assertEquals(policy, NOTHING, path);
    assertEquals(headers.has("cache-control"), true, path);
    assertMatch(headers.get("permissions-policy") ?? "", /camera=\(\)/);
  }
});

Deno.test("over https browsers are told to stay there", async () => {
  await using server = await aServer({ settings: { PUBLIC_URL: "https://ocpp.example.com" } });
  const told = async (host: string) => {
    const { headers } = await server.app(new Request(`http://${host}/health/live`));
    return headers.get("strict-transport-security");
  };
  assertEquals([await told("ocpp.example.com"), await told("10.0.0.5:8000")], ["max-age=31536000", null]);
});

Deno.test("a change that a page of another site asks for is refused, whoever is logged in; with a token it is not", async () => {
  await using server = await aServer({ settings: { PUBLIC_URL: "https://ocpp.example.com" } });
  await addOperator(server.services, { role: "admin" });
  const cookie = await asOperator(server.services, "admin");
  const put = async (headers: Record<string, string>) =>
    (await headersOf(server, "/api/tags/T", { method: "PUT", body: "{}", headers }))[0];
  const foreign: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "https://other.example.com" },
    { origin: "https://evil.example" },
    { origin: "null" },
    // Browsers remember a password for Basic auth, and send it along by themselves.
    { origin: "https://evil.example", authorization: "Basic YTpi" },
  ];
  for (const headers of foreign) assertEquals(await put({ ...cookie, ...headers }), 403, JSON.stringify(headers));
  const own: Record<string, string>[] = [
    {},
    { "sec-fetch-site": "same-origin" },
    { origin: server.url },
    { origin: "https://ocpp.example.com" },
  ];
  for (const headers of own) assertEquals((await put({ ...cookie, ...headers })) < 300, true, JSON.stringify(headers));
  const token = await asToken(server.services, { role: "operator" });
  assertEquals(await put({ ...token, origin: "https://evil.example", "sec-fetch-site": "cross-site" }), 200);
  // Nor does a token that is none make a session do.
  assertEquals(await put({ ...cookie, authorization: "Bearer x", origin: "https://evil.example" }), 401);
});

Deno.test("a page of another site can neither listen to the live events nor pose as a charger", async () => {
  await using server = await aServer();
  for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, { origin: "null" }]) {
    const [status] = await headersOf(server, "/api/live", { headers: Object.entries(headers) });
    assertEquals(status, 403, JSON.stringify(headers));
  }
  const upgrade = (more: Record<string, string>) =>
    server.app(
      new Request(`${server.url}/ocpp/CP-1`, {
        headers: { upgrade: "websocket", "user-agent": "Mozilla/5.0", "sec-websocket-protocol": "ocpp1.6", ...more },
      }),
    );
  assertEquals((await upgrade({ origin: "https://evil.example" })).status, 403);
  assertEquals((await upgrade({ origin: "null" })).status, 403);
  assertEquals((await upgrade({ "sec-fetch-site": "cross-site" })).status, 403);
});

Deno.test("where only this machine reaches the server, a page that gave itself another name is no charger", async () => {
  await using server = await aServer({ settings: { PUBLIC_URL: "https://ocpp.example.com" } });
  const asBrowser = (host: string, more: Record<string, string>) =>
    server.app(
      new Request(`http://${host}/ocpp/CP-1`, {
        headers: { upgrade: "websocket", "user-agent": "Mozilla/5.0", "sec-websocket-protocol": "ocpp1.6", ...more },
      }),
    );
  assertEquals((await asBrowser("evil.example:8000", { origin: "http://evil.example:8000" })).status, 403);
  // As far as the handshake of WebSocket itself, which this is none of.
  for (
    const [host, more] of [
      ["127.0.0.1:8000", { origin: "http://127.0.0.1:8000" }],
      ["ocpp.example.com", { origin: "https://ocpp.example.com" }],
      // A charger that says it is a browser, through a proxy on this machine.
      ["ocpp.example.com", {}],
    ] as const
  ) assertEquals((await asBrowser(host, more)).status, 400, `${host} ${JSON.stringify(more)}`);
});

Deno.test("nobody is let in without a log-in from another machine, whatever host they name", async () => {
  await using server = await aServer();
  const ask = async (from: string) => (await server.app(new Request("http://127.0.0.1:8000/api/me"), from)).status;
  const statuses = await Promise.all(["127.0.0.1", "::1", "192.0.2.7", "fd00::2"].map(ask));
  assertEquals(statuses, [200, 200, 403, 403]);
});

Deno.test("a cursor that is none of ours is no failure of the server", async () => {
  await using server = await aServer();
  await server.get("/api/chargers", { method: "POST", body: JSON.stringify({ id: "x" }) });
  const cursors = ["\0", "~", "x".repeat(1_000), "x".repeat(3_000), "-1 x", "{}"];
  let asked = 0;
  for (const { pattern, methods } of await listRoutes()) {
    if (methods?.includes("GET") !== true || /csv|live$/.test(pattern)) continue;
    for (const text of cursors) {
      const cursor = new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true });
      const [status] = await headersOf(server, `${pattern.replace(/:\w+/g, "x")}?cursor=${cursor}`);
      assertEquals([pattern, text.slice(0, 5), status === 500], [pattern, text.slice(0, 5), false]);
      asked++;
    }
  }
  assertEquals(asked > 100, true);
});

Deno.test("every route that reads a body refuses one that is too large", async () => {
  await using server = await aServer();
  const big = new Uint8Array(17 * 1024 * 1024);
  const reading: string[] = [];
  for (const { pattern, methods } of await listRoutes()) {
    // Their address is their secret; they take files.
    if (pattern === "/api/uploads/*") continue;
    for (const method of methods ?? []) {
      if (method === "GET" || method === "DELETE") continue;
      const path = pattern.replace(/:\w+/g, "x");
      const [status] = await headersOf(server, path, { method, body: big });
      if (status === 413) reading.push(`${method} ${pattern}`);
      // Those of a person, where nobody is logged in; and those that take no body, of what is not there.
      else {
        const takesNone = /^\/api\/bulk-commands\/x\/(retry|stop)$/.test(path);
        assertEquals([path, status], takesNone ? [path, 404] : ["/api/me/password", 409]);
      }
    }
  }
  assertEquals(reading.length > 10, true, reading.join());
});

Deno.test("a body that does not come is waited for half a minute, and then told so", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ clock });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const asked = fetch(`${server.url}/api/tags/T`, { method: "PUT", body: readable });
  await writer.write(new TextEncoder().encode("{"));
  const timer = setInterval(() => clock.pass(10_000), 20);
  const answer = await asked;
  clearInterval(timer);
  assertEquals([answer.status, (await answer.json()).title], [408, "Too slow"]);
  await writer.abort().catch(() => {});
});

Deno.test("what nobody foresaw is told in the log, and to nobody else", async () => {
  const said: unknown[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (message: string) => said.push(message) };
  await using server = await aServer({ log });
  server.services.reads.stats = () => Promise.reject(new Error("secret at /etc/shadow"));
  server.services.reads.charger = () => Promise.reject(new Error("secret at /etc/shadow"));
  const problem = await server.get("/api/stats");
  assertEquals([problem.status, problem.type, problem.body], [500, "application/problem+json", {
    type: "about:blank",
    title: "Internal error",
    status: 500,
    detail: "The server failed; its log says why",
  }]);
  const page = await server.get("/chargers/x");
  assertEquals([page.status, String(page.body).includes("shadow")], [500, false]);
  assertEquals(said, ["Request failed", "Request failed"]);
});

Deno.test("a hostile address is text on the page that refuses it", async () => {
  await using server = await aServer();
  await addOperator(server.services, { role: "admin" });
  const headers = await asOperator(server.services, "admin");
  const hostile = encodeURIComponent(`<script>hit=1</script>"'`);
  for (
    const path of ["/chargers/", "/transactions/", "/nowhere/", "/login?next=/", "/chargers?q=", "/chargers?status="]
  ) {
    const { body } = await server.get(path + hostile, { headers });
    assertEquals([path, /<script>hit|hit=1<\/script>/.test(String(body))], [path, false]);
  }
});
