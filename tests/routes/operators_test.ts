/** Operators over REST: added, changed, removed, and what becomes of their sessions. */
import { assertEquals, assertObjectMatch } from "@std/assert";
import type { OperatorView } from "../../lib/domain/operator.ts";
import { addOperator, asOperator, asToken } from "../people.ts";
import { aServer, type TestServer } from "../server.ts";
import { paths } from "./asking.ts";

const PATH = "/api/operators";
const jane = { name: "jane", role: "operator", password: "correct horse" };

function as(server: TestServer, headers: Record<string, string>) {
  return async (method: string, path: string, body?: unknown) => {
    const got = await server.get(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { ...got, body: got.body as Record<string, unknown> };
  };
}

async function asAdmin(server: TestServer) {
  return as(server, await asOperator(server.services, await addOperator(server.services, { role: "admin" })));
}

Deno.test("the first operator must be an admin, and from then on everybody is asked to log in", async () => {
  await using server = await aServer();
  const ask = as(server, {});
  const refused = await ask("POST", PATH, jane);
  assertEquals([refused.status, paths(refused.body)], [409, ["/role"]]);
  assertEquals((await ask("POST", PATH, { ...jane, role: "admin" })).status, 201);
  assertEquals((await ask("GET", PATH)).status, 401);
});

Deno.test("an operator is added, listed by name without the password, changed and removed", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  const added = await ask("POST", PATH, jane);
  assertEquals(added.status, 201);
  const known = { name: "jane", role: "operator", isFromSettings: false, createdBy: "admin", lastLoginAt: null };
  assertObjectMatch(added.body, known);
  const { items } = (await ask("GET", PATH)).body as { items: OperatorView[] };
  assertEquals(items.map(({ name }) => name), ["admin", "jane"]);
  assertEquals(JSON.stringify(items).includes("scrypt"), false);
  assertEquals((await ask("POST", PATH, { ...jane, name: "Jane" })).status, 409);
  assertObjectMatch((await ask("PATCH", `${PATH}/JANE`, { role: "viewer" })).body, { ...known, role: "viewer" });
  assertEquals((await ask("DELETE", `${PATH}/jane`)).status, 204);
  for (const method of ["GET", "DELETE"]) assertEquals((await ask(method, `${PATH}/jane`)).status, 404);
});

Deno.test("what is wrong with an operator is told field by field", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  const refused = await ask("POST", PATH, { name: "a b", role: "boss", password: "short", colour: 1 });
  assertEquals([refused.status, paths(refused.body)?.toSorted()], [400, ["/colour", "/name", "/password", "/role"]]);
  assertEquals((await ask("PATCH", `${PATH}/admin`, {})).status, 400);
});

Deno.test("the last admin can neither be removed nor made less, nor two admins each by the other", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  assertEquals((await ask("DELETE", `${PATH}/admin`)).status, 409);
  assertEquals((await ask("PATCH", `${PATH}/admin`, { role: "operator" })).status, 409);
  await addOperator(server.services, { role: "admin", name: "second" });
  const { accounts } = server.services;
  const outcomes = await Promise.all([accounts.remove("admin"), accounts.remove("second")]);
  assertEquals(outcomes.toSorted(), ["last-admin", "removed"]);
});

Deno.test("sessions end when the operator's password or role changes, or the operator is removed", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  await ask("POST", PATH, jane);
  const status = async (headers: Record<string, string>) => (await server.get("/api/me", { headers })).status;
  const changes: [string, string, unknown?][] = [
    ["PATCH", `${PATH}/jane`, { password: "battery staple" }],
    ["PATCH", `${PATH}/jane`, { role: "viewer" }],
    ["DELETE", `${PATH}/jane/sessions`],
    ["DELETE", `${PATH}/jane`],
  ];
  for (const [method, path, body] of changes) {
    const session = await asOperator(server.services, "jane");
    assertEquals(await status(session), 200);
    assertEquals((await ask(method, path, body)).status < 300, true, method);
    assertEquals(await status(session), 401);
  }
  // Nor does one of the same name take over what the removed one left open.
  await ask("POST", PATH, jane);
  const session = await asOperator(server.services, "jane");
  await ask("DELETE", `${PATH}/jane`);
  await ask("POST", PATH, jane);
  assertEquals(await status(session), 401);
});

Deno.test("one's own password is changed against the one of now; other sessions end, this one is renewed", async () => {
  await using server = await aServer();
  await addOperator(server.services, { role: "admin" });
  const mine = await asOperator(server.services, "admin");
  const other = await asOperator(server.services, "admin");
  const put = (headers: Record<string, string>, body: unknown) =>
    fetch(`${server.url}/api/me/password`, { method: "PUT", headers, body: JSON.stringify(body) });
  const wrong = await put(mine, { current: "wrong", new: "battery staple" });
  assertEquals([wrong.status, paths(await wrong.json())], [400, ["/current"]]);
  const short = await put(mine, { current: "correct horse", new: "short" });
  assertEquals([short.status, paths(await short.json())], [400, ["/new"]]);
  const changed = await put(mine, { current: "correct horse", new: "battery staple" });
  const [cookie] = (changed.headers.get("set-cookie") ?? "").split("; ");
  assertEquals(changed.status, 204);
  const statuses = [mine, other, { cookie }].map(async (headers) => (await server.get("/api/me", { headers })).status);
  assertEquals(await Promise.all(statuses), [401, 401, 200]);
  const token = await asToken(server.services, { role: "admin" });
  const byToken = await put(token, { current: "battery staple", new: "correct horse" });
  assertEquals([byToken.status, (await byToken.json()).status], [409, 409]);
});

Deno.test("guessing one's own password is throttled as a log-in is", async () => {
  await using server = await aServer();
  await addOperator(server.services, { role: "admin" });
  const ask = as(server, await asOperator(server.services, "admin"));
  const guess = () => ask("PUT", "/api/me/password", { current: "wrong", new: "battery staple" });
  for (let i = 0; i < 5; i++) assertEquals((await guess()).status, 400);
  assertObjectMatch(await guess(), { status: 429, body: { retryAfterS: 1 } });
});

Deno.test("while OPERATOR_PASSWORD is set it decides who admin is", async () => {
  await using server = await aServer({ settings: { OPERATOR_PASSWORD: "correct horse" } });
  await addOperator(server.services, { role: "admin", name: "second" });
  const ask = as(server, await asOperator(server.services, "second"));
  assertObjectMatch((await ask("GET", `${PATH}/admin`)).body, { isFromSettings: true, role: "admin" });
  assertEquals((await ask("DELETE", `${PATH}/Admin`)).status, 409);
  assertEquals((await ask("PATCH", `${PATH}/admin`, { password: "battery staple" })).status, 409);
});

Deno.test("GET /api/me tells as whom one is seen", async () => {
  await using server = await aServer();
  assertEquals((await server.get("/api/me")).body, { name: null, role: "admin", authentication: "none" });
  await addOperator(server.services, { role: "admin" });
  await addOperator(server.services, { role: "viewer", name: "jörg" });
  const headers = await asOperator(server.services, "jörg");
  assertEquals((await server.get("/api/me", { headers })).body, {
    name: "jörg",
    role: "viewer",
    authentication: "session",
  });
});
