/** Logging in and out, and how long that lasts. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Passwords } from "../../lib/auth/passwords.ts";
import { HeldClock } from "../arrange.ts";
import { addOperator, asOperator } from "../people.ts";
import { aServer, type TestServer } from "../server.ts";

const settings = { OPERATOR_PASSWORD: "correct horse" };
const HOUR_MS = 3_600_000;

interface Answer {
  status: number;
  headers: Headers;
  cookie: string;
  html: string;
}

async function logIn({ url }: TestServer, fields: Record<string, string>, headers: HeadersInit = {}): Promise<Answer> {
  const body = new URLSearchParams({ name: "admin", password: "correct horse", ...fields });
  const response = await fetch(`${url}/login`, { method: "POST", body, headers, redirect: "manual" });
  const [cookie] = (response.headers.get("set-cookie") ?? "").split("; ");
  return { status: response.status, headers: response.headers, cookie, html: await response.text() };
}

async function statusFor({ url }: TestServer, cookie: string): Promise<number> {
  const response = await fetch(`${url}/api/stats`, { headers: { cookie } });
  await response.body?.cancel();
  return response.status;
}

Deno.test("with an operator, pages lead to the login and the API answers 401", async () => {
  await using server = await aServer({ settings });
  const page = await fetch(`${server.url}/chargers?q=a`, { redirect: "manual" });
  await page.body?.cancel();
  assertEquals([page.status, page.headers.get("location")], [303, "/login?next=%2Fchargers%3Fq%3Da"]);
  const api = await server.get("/api/chargers");
  assertEquals([api.status, api.type], [401, "application/problem+json"]);
  assertEquals((await server.get("/health/ready")).status, 200);
});

Deno.test("the right name, in any case, and password open a session; the wrong ones do not, whichever is wrong", async () => {
  await using server = await aServer({ settings });
  const wrong: Record<string, string>[] = [{ password: "wrong" }, { name: "root" }, {
    name: "root",
    password: "wrong",
  }];
  const answers = await Promise.all(wrong.map((fields) => logIn(server, fields)));
  assertEquals(answers.map(({ status, cookie }) => [status, cookie]), wrong.map(() => [401, ""]));
  for (const { html } of answers) assertMatch(html, /id="password-mistake"[^>]*>Name or password is wrong\./);
  // The name stays in its field.
  assertStringIncludes(answers[1].html, 'value="root"');
  const { status, cookie, headers } = await logIn(server, { name: "ADMIN", next: "//evil.example/x" });
  assertEquals([status, new URL(headers.get("location") ?? "", server.url).origin], [303, server.url]);
  assertMatch(
    headers.get("set-cookie") ?? "",
    /^session=[\w-]{43}; HttpOnly; SameSite=Lax; Path=\/; Max-Age=604800$/,
  );
  assertEquals(await statusFor(server, cookie), 200);
});

Deno.test("an empty field is told beside it", async () => {
  await using server = await aServer({ settings });
  const { status, html } = await logIn(server, { name: " ", password: "" });
  assertEquals(status, 400);
  assertMatch(html, /id="name-mistake"[^>]*>Enter your name\./);
  assertMatch(html, /id="password-mistake"[^>]*>Enter your password\./);
});

Deno.test("logging out ends the session, and logging in again ends the one before", async () => {
  await using server = await aServer({ settings });
  const first = await logIn(server, {});
  const second = await logIn(server, {}, { cookie: first.cookie });
  assertEquals([await statusFor(server, first.cookie), await statusFor(server, second.cookie)], [401, 200]);
  const out = await fetch(`${server.url}/logout`, {
    method: "POST",
    headers: { cookie: second.cookie },
    redirect: "manual",
  });
  await out.body?.cancel();
  assertEquals([out.status, out.headers.get("location")], [303, "/login"]);
  assertMatch(out.headers.get("set-cookie") ?? "", /^session=;.*Max-Age=0/);
  assertEquals(await statusFor(server, second.cookie), 401);
});

Deno.test("logging out everywhere ends all sessions of an operator, and nobody else's", async () => {
  await using server = await aServer({ settings });
  await addOperator(server.services, { role: "viewer" });
  const mine = [await logIn(server, {}), await logIn(server, {})];
  const other = await asOperator(server.services, "viewer");
  const all = async () => await Promise.all([...mine, other].map(({ cookie }) => statusFor(server, cookie)));
  assertEquals(await all(), [200, 200, 200]);
  const headers = { cookie: mine[0].cookie };
  assertEquals((await server.get("/api/me/sessions", { method: "DELETE", headers })).status, 204);
  assertEquals(await all(), [401, 401, 200]);
  const again = await logIn(server, {});
  const body = new URLSearchParams({ everywhere: "true" });
  await server.get("/logout", { method: "POST", body, headers: { cookie: again.cookie } });
  assertEquals(await statusFor(server, again.cookie), 401);
});

Deno.test("a session ends 12 hours after its last request, and 7 days after its log-in", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ settings, clock });
  const idle = await logIn(server, {});
  clock.time += 12 * HOUR_MS + 1;
  assertEquals(await statusFor(server, idle.cookie), 401);
  const used = await logIn(server, {});
  const ends = clock.time + 7 * 24 * HOUR_MS;
  while (clock.time + 11 * HOUR_MS <= ends) {
    clock.time += 11 * HOUR_MS;
    assertEquals(await statusFor(server, used.cookie), 200);
  }
  clock.time = ends + 1;
  assertEquals(await statusFor(server, used.cookie), 401);
});

Deno.test("requests write to the session once in five minutes at most", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ settings, clock });
  const { cookie } = await logIn(server, {});
  const versions = new Set<string>();
  for (let minute = 0; minute < 10; minute++) {
    clock.time += 60_000;
    assertEquals(await statusFor(server, cookie), 200);
    for await (const { versionstamp } of server.kv.list({ prefix: ["session"] })) versions.add(versionstamp);
  }
  assertEquals(versions.size, 2);
});

Deno.test("over https, as PUBLIC_URL says, the cookie is for this host alone and never sent in the clear", async () => {
  await using server = await aServer({ settings: { ...settings, PUBLIC_URL: "https://ocpp.example.com" } });
  const { app } = server;
  const post = (host: string, headers: HeadersInit = {}) =>
    app(
      new Request(`http://${host}/login`, {
        method: "POST",
        headers,
        body: new URLSearchParams({ name: "admin", password: "correct horse" }),
      }),
    );
  const cookie = (await post("ocpp.example.com")).headers.get("set-cookie") ?? "";
  assertMatch(cookie, /^__Host-session=[\w-]{43}; HttpOnly; SameSite=Lax; Path=\/; Max-Age=604800; Secure$/);
  const [pair] = cookie.split("; ");
  const ask = (name: string) =>
    app(new Request("http://ocpp.example.com/api/me", { headers: { cookie: name } })).then(({ status }) => status);
  assertEquals([await ask(pair), await ask(pair.replace("__Host-", ""))], [200, 401]);
  // Who comes past the proxy, by another name, still may.
  assertMatch((await post("10.0.0.5:8000")).headers.get("set-cookie") ?? "", /^session=(?!.*Secure)/);
});

Deno.test("after five wrong passwords a name has to wait, ever longer, whoever asks; the right one ends that", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ settings, clock });
  for (let i = 0; i < 5; i++) assertEquals((await logIn(server, { password: "wrong" })).status, 401);
  const throttled = await logIn(server, {});
  assertEquals([throttled.status, throttled.headers.get("retry-after")], [429, "1"]);
  assertMatch(throttled.html, /id="password-mistake"[^>]*>Too many failed log-ins: try again in 1 second\./);
  clock.time += 1_000;
  assertEquals((await logIn(server, { password: "wrong" })).status, 401);
  assertEquals((await logIn(server, { name: "Admin" })).headers.get("retry-after"), "2");
  clock.time += 2_000;
  assertEquals((await logIn(server, {})).status, 303);
  assertEquals((await logIn(server, { password: "wrong" })).status, 401);
});

Deno.test("an address that tries many names has to wait too", async () => {
  await using server = await aServer({ settings, clock: new HeldClock() });
  for (let i = 0; i < 20; i++) assertEquals((await logIn(server, { name: `somebody-${i}` })).status, 401);
  assertEquals((await logIn(server, { name: "somebody-else" })).status, 429);
});

Deno.test("many log-ins at once do not slip through the throttle", async () => {
  await using server = await aServer({ settings, clock: new HeldClock() });
  const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(server, { password: "wrong" })));
  assertEquals(answers.filter(({ status }) => status === 401).length, 5);
});

Deno.test("without an operator only this machine may look: a foreign host name or a forwarded request is refused", async () => {
  await using server = await aServer();
  assertEquals((await server.get("/api/me")).body, { name: null, role: "admin", authentication: "none" });
  for (const name of ["x-forwarded-for", "x-forwarded-host", "forwarded", "via"]) {
    assertEquals((await server.get("/api/me", { headers: { [name]: "203.0.113.9" } })).status, 403, name);
  }
  const ask = async (url: string) => (await server.app(new Request(url))).status;
  assertEquals(await ask("http://rebound.example:8000/api/me"), 403);
  assertEquals(await ask("http://rebound.example:8000/"), 403);
  assertEquals(await ask("http://localhost:8000/api/me"), 200);
  assertEquals(await ask("http://[::1]:8000/api/me"), 200);
});

Deno.test("a request that changes something and comes from another site is refused", async () => {
  await using server = await aServer();
  const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  const refused = await server.get("/api/chargers/CP-1", { method: "PATCH", body: "{}", headers });
  assertEquals(refused.status, 403);
});

Deno.test("a log-in that is no form is refused, and one that is far too long is not even read", async () => {
  await using server = await aServer({ settings });
  const post = (body: string, type: string) =>
    server.get("/login", { method: "POST", body, headers: { "content-type": type } });
  assertEquals((await post("{}", "application/json")).status, 400);
  assertEquals((await post("name=".padEnd(70_000, "x"), "application/x-www-form-urlencoded")).status, 413);
});

Deno.test("a live stream ends when the session it was opened with has ended, and lives on while it holds", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ settings, clock });
  await addOperator(server.services, { role: "viewer" });
  const open = async (headers: HeadersInit) => {
    const { body } = await fetch(`${server.url}/api/live`, { headers });
    return body!.pipeThrough(new TextDecoderStream()).getReader();
  };
  const [ended, living] = [
    await open(await asOperator(server.services, "admin")),
    await open(await asOperator(server.services, "viewer")),
  ];
  await server.services.accounts.endSessions("admin");
  clock.pass(15_000);
  while (!(await ended.read()).done);
  clock.pass(15_000);
  for (let text = ""; text.split("keep-alive").length < 3;) text += (await living.read()).value;
  await living.cancel();
});

Deno.test("a password that was hashed at another cost is hashed anew at the next log-in, and sessions stay", async () => {
  await using server = await aServer({ settings });
  const { operators } = server.services.store;
  const before = await logIn(server, {});
  const passwordHash = await new Passwords({ ln: 5, r: 8, p: 1 }).hash("correct horse");
  await operators.change("admin", (now) => ({ ...now, passwordHash }));
  assertEquals((await logIn(server, { password: "wrong" })).status, 401);
  assertEquals((await operators.find("admin"))?.passwordHash, passwordHash);
  assertEquals((await logIn(server, {})).status, 303);
  assertMatch((await operators.find("admin"))?.passwordHash ?? "", /^\$scrypt\$ln=4,/);
  assertEquals([(await logIn(server, {})).status, await statusFor(server, before.cookie)], [303, 200]);
});

Deno.test("an unknown name takes as long as a known one: a password is hashed for both", async () => {
  const verified: (string | null)[] = [];
  class Watched extends Passwords {
    override verify(password: string, stored: string | null) {
      verified.push(stored);
      return super.verify(password, stored);
    }
  }
  await using server = await aServer({ settings, passwords: new Watched({ ln: 4, r: 8, p: 1 }) });
  verified.length = 0;
  for (const name of ["admin", "nobody"]) await logIn(server, { name, password: "wrong" });
  assertEquals(verified.map((stored) => stored === null), [false, true]);
});
