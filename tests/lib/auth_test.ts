import { assertEquals } from "@std/assert";
import { aServer } from "../server.ts";

const settings = { OPERATOR_PASSWORD: "correct horse" };

async function logIn(url: string, fields: Record<string, string>): Promise<Response> {
  const response = await fetch(`${url}/login`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  await response.body?.cancel();
  return response;
}

Deno.test("with a password set, pages lead to the login and the API answers 401", async () => {
  await using server = await aServer({ settings });
  const page = await fetch(`${server.url}/chargers?q=a`, { redirect: "manual" });
  await page.body?.cancel();
  assertEquals([page.status, page.headers.get("location")], [303, "/login?next=%2Fchargers%3Fq%3Da"]);
  const api = await server.get("/api/chargers");
  assertEquals([api.status, api.type], [401, "application/problem+json"]);
  assertEquals((await server.get("/health/ready")).status, 200);
});

Deno.test("the right name and password open a session, the wrong ones do not, and logging out ends it", async () => {
  await using server = await aServer({ settings });
  for (const [name, password] of [["admin", "wrong"], ["root", "correct horse"], ["admin", ""]]) {
    const refused = await logIn(server.url, { name, password });
    assertEquals([refused.status >= 400, refused.headers.get("set-cookie")], [true, null]);
  }
  const response = await logIn(server.url, { name: "admin", password: "correct horse", next: "//evil.example/x" });
  assertEquals(response.status, 303);
  assertEquals(new URL(response.headers.get("location") ?? "", server.url).host, new URL(server.url).host);
  const [cookie, ...attributes] = (response.headers.get("set-cookie") ?? "").split("; ");
  assertEquals(["HttpOnly", "SameSite=Lax", "Path=/"].every((one) => attributes.includes(one)), true);
  const status = async () => (await server.get("/api/chargers", { headers: { cookie } })).status;
  assertEquals(await status(), 200);
  const out = await fetch(`${server.url}/logout`, { method: "POST", headers: { cookie }, redirect: "manual" });
  await out.body?.cancel();
  assertEquals(await status(), 401);
});

Deno.test("without a password only this machine may look: a foreign host name or a forwarded request is refused", async () => {
  await using server = await aServer();
  assertEquals((await server.get("/api/chargers")).status, 200);
  const forwarded = { headers: { "x-forwarded-for": "203.0.113.9" } };
  assertEquals((await server.get("/api/chargers", forwarded)).status, 401);
  const { auth } = server.services;
  assertEquals(await auth.mayUse(new Request("http://rebound.example:8000/api/chargers")), false);
  assertEquals(await auth.mayUse(new Request("http://localhost:8000/api/chargers")), true);
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
  assertEquals((await post("{}", "application/json")).status, 401);
  assertEquals((await post("name=".padEnd(70_000, "x"), "application/x-www-form-urlencoded")).status, 413);
});
