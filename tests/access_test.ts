/** Every route of the app, asked by everybody: who may pass is what the table in lib/access.ts says, and nothing else. */
import { assert, assertEquals } from "@std/assert";
import { access, neededFor } from "../lib/access.ts";
import { reaches, type Role, roles } from "../lib/domain/operator.ts";
import { addOperator, asOperator, asToken } from "./people.ts";
import { listRoutes } from "./route_list.ts";
import { aServer } from "./server.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

Deno.test("every route and method has its row in the table, and every row its route", async () => {
  const calls = (await listRoutes()).flatMap(({ pattern, methods }) =>
    methods === null ? [pattern] : methods.map((method) => `${method} ${pattern}`)
  );
  assertEquals(calls.filter((call) => !Object.hasOwn(access, call)), [], "add their rows to lib/access.ts");
  assertEquals(Object.keys(access).filter((call) => !calls.includes(call)), [], "these rows have no route");
});

Deno.test("what changes something says what it does, and only these are open to those who read", () => {
  const rows = Object.entries(access).filter(([call]) => /^(POST|PUT|PATCH|DELETE) /.test(call));
  assertEquals(rows.filter(([, row]) => row.length < 2).map(([call]) => call), ["POST /api/bulk-commands/check"]);
  assertEquals(rows.filter(([, [role]]) => role === "anyone" || role === "viewer").map(([call]) => call), [
    "POST /login",
    "POST /logout",
    "PUT /api/me/password",
    "DELETE /api/me/sessions",
  ]);
});

Deno.test("a route without a row is for admins alone", () => {
  assertEquals(neededFor("GET", "/new").role, "admin");
  assertEquals(neededFor("DELETE", "/api/stats").role, "admin");
  assertEquals(neededFor("HEAD", "/api/stats").role, "viewer");
  assertEquals(neededFor("DELETE", "/api/stats").isAudited, true);
});

Deno.test("every route lets in who the table names, by log-in and by token, and nobody else", async () => {
  await using server = await aServer();
  const { services } = server;
  for (const role of roles.toReversed()) await addOperator(services, { role });
  const everybody: { role: Role | null; headers: () => Promise<Record<string, string>> }[] = [
    { role: null, headers: () => Promise.resolve({}) },
    { role: null, headers: () => Promise.resolve({ cookie: "session=AAAA", authorization: "Basic YTpi" }) },
    // A session does not make up for a token that is none.
    { role: null, headers: async () => ({ ...await asOperator(services, "admin"), authorization: "Bearer ocppd_x" }) },
    ...roles.map((role) => ({ role, headers: () => asOperator(services, role) })),
    ...roles.map((role) => ({ role, headers: () => asToken(services, { role }) })),
  ];
  const faults: string[] = [];
  for (const { pattern, methods } of await listRoutes()) {
    const path = pattern.replace(/:rest\*|\*/, "nowhere").replace(/:\w+/g, "none-such");
    assert(/^[\w/.-]+$/.test(path), `${pattern} is filled in`);
    for (const method of METHODS) {
      const needed = methods === null || methods.includes(method) ? neededFor(method, pattern).role : "admin";
      for (const { role, headers } of everybody) {
        const sent = await headers();
        const response = await fetch(server.url + path, { method, headers: sent, redirect: "manual" });
        await response.body?.cancel();
        const isAtLogin = response.status === 303 && response.headers.get("location")?.startsWith("/login?next=");
        const got = response.status === 401 || isAtLogin ? "nobody" : response.status === 403 ? "refused" : "in";
        const isIn = needed === "anyone" || (role !== null && reaches(role, needed));
        const wanted = isIn ? "in" : role === null ? "nobody" : "refused";
        if (got !== wanted) {
          faults.push(`${method} ${path} as ${role} by ${Object.keys(sent)}: ${response.status}, wanted ${wanted}`);
        }
        const says = response.headers.get("www-authenticate");
        if (response.status === 401 && says !== "Bearer") faults.push(`${method} ${path}: www-authenticate ${says}`);
      }
    }
  }
  assertEquals(faults, []);
});
