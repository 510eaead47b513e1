/** API tokens over REST. */
import { assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import type { NewTokenView, TokenView } from "../../lib/domain/operator.ts";
import type { Page } from "../../lib/domain/views.ts";
import { HeldClock, NOON } from "../arrange.ts";
import { addOperator, asOperator } from "../people.ts";
import { aServer, type TestServer } from "../server.ts";
import { paths } from "./asking.ts";

const HOUR_MS = 3_600_000;

async function asAdmin(server: TestServer) {
  const headers = await asOperator(server.services, await addOperator(server.services, { role: "admin" }));
  return async (method: string, path: string, body?: unknown) =>
    await server.get(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

async function statusFor(server: TestServer, token: string, scheme = "Bearer"): Promise<number> {
  return (await server.get("/api/stats", { headers: { authorization: `${scheme} ${token}` } })).status;
}

Deno.test("a token is shown once, works in its role, and is of no use once removed", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  const made = await ask("POST", "/api/tokens", { name: "billing", role: "viewer" });
  const { token, ...view } = made.body as NewTokenView;
  assertEquals(made.status, 201);
  assertMatch(token, /^ocppd_[0-9A-Z]{26}_[\w-]{43}$/);
  assertObjectMatch(view, { name: "billing", role: "viewer", createdBy: "admin", expiresAt: null, isExpired: false });
  assertEquals([await statusFor(server, token), await statusFor(server, token, "bearer")], [200, 200]);
  const headers = { authorization: `Bearer ${token}` };
  assertEquals((await server.get("/api/me", { headers })).body, {
    name: "billing",
    role: "viewer",
    authentication: "token",
  });
  const { items } = (await ask("GET", "/api/tokens")).body as Page<TokenView>;
  assertEquals(items.map(({ lastUsedAt: _, ...one }) => one), [{ ...view, lastUsedAt: undefined }].map(drop));
  assertEquals((await ask("DELETE", `/api/tokens/${view.id}`)).status, 204);
  assertEquals((await ask("DELETE", `/api/tokens/${view.id}`)).status, 404);
  assertEquals(await statusFor(server, token), 401);
});

function drop({ lastUsedAt: _, ...one }: { lastUsedAt: unknown }) {
  return one;
}

Deno.test("nothing that is stored of a token lets anybody in", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  const { token, id } = (await ask("POST", "/api/tokens", { name: "x", role: "admin" })).body as NewTokenView;
  const secret = token.slice(-43);
  for await (const { key, value } of server.kv.list({ prefix: [] })) {
    assertEquals(
      JSON.stringify([key, value], (_, one) => typeof one === "bigint" ? String(one) : one).includes(secret),
      false,
    );
  }
  const other = (await ask("POST", "/api/tokens", { name: "y", role: "viewer" })).body as NewTokenView;
  const wrong = [`ocppd_${id}_${other.token.slice(-43)}`, `ocppd_${id}_`, id, secret, token.slice(0, -1), `${token}x`];
  for (const text of wrong) assertEquals(await statusFor(server, text), 401, text);
});

Deno.test("a token expires when it was told to, and stays in the list until it is removed", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ clock });
  const ask = await asAdmin(server);
  const expiresAt = new Date(NOON + HOUR_MS).toISOString();
  const { token } = (await ask("POST", "/api/tokens", { name: "x", role: "viewer", expiresAt })).body as NewTokenView;
  clock.time += HOUR_MS - 1;
  assertEquals(await statusFor(server, token), 200);
  clock.time += 1;
  assertEquals(await statusFor(server, token), 401);
  const { items } = (await ask("GET", "/api/tokens")).body as Page<TokenView>;
  assertEquals(items.map(({ isExpired, lastUsedAt }) => [isExpired, lastUsedAt]), [
    [true, new Date(NOON + HOUR_MS - 1).toISOString()],
  ]);
});

Deno.test("a token's last use is written down once an hour at most", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ clock });
  const ask = await asAdmin(server);
  const { token } = (await ask("POST", "/api/tokens", { name: "x", role: "viewer" })).body as NewTokenView;
  const versions = new Set<string>();
  for (let minute = 0; minute < 50; minute += 10) {
    clock.time += 10 * 60_000;
    await statusFor(server, token);
    for await (const { versionstamp } of server.kv.list({ prefix: ["token"] })) versions.add(versionstamp);
  }
  assertEquals(versions.size, 1);
});

Deno.test("what is wrong with a token is told field by field, and tokens are listed newest first in pages", async () => {
  await using server = await aServer();
  const ask = await asAdmin(server);
  const refused = await ask("POST", "/api/tokens", { name: "", role: "boss", expiresAt: "soon" });
  assertEquals([refused.status, paths(refused.body)], [400, ["/name", "/role", "/expiresAt"]]);
  for (const name of ["one", "two", "three"]) await ask("POST", "/api/tokens", { name, role: "viewer" });
  const first = (await ask("GET", "/api/tokens?limit=2")).body as Page<TokenView>;
  const second = (await ask("GET", `/api/tokens?limit=2&cursor=${first.next}`)).body as Page<TokenView>;
  assertEquals([first.items, second.items].map((items) => items.map(({ name }) => name)), [["three", "two"], ["one"]]);
  assertEquals(second.next, null);
});

Deno.test("nobody makes a token or an operator that may do more than they", async () => {
  await using server = await aServer();
  const { apiTokens, accounts } = server.services;
  const by = { name: "x", role: "operator", authentication: "token" } as const;
  assertEquals(await apiTokens.add({ name: "y", role: "admin", expiresAt: null }, by), "above");
  assertEquals(await accounts.add({ name: "y", role: "admin", password: "correct horse" }, by), "above");
  await addOperator(server.services, { role: "admin" });
  await addOperator(server.services, { role: "viewer" });
  assertEquals(await accounts.change("viewer", { role: "admin" }, by), "above");
});
