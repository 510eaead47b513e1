/** The audit: who did what, also what was refused, and no secrets. */
import { assertEquals, assertObjectMatch } from "@std/assert";
import type { AuditEntryView } from "../../lib/domain/audit.ts";
import type { ConfigurationKeyView, Page, TransactionView } from "../../lib/domain/views.ts";
import { HeldClock } from "../arrange.ts";
import { addOperator, asOperator, asToken } from "../people.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

async function audit(server: TestServer, query = ""): Promise<AuditEntryView[]> {
  const { items } = await server.services.audit.list({}, { limit: 100 });
  if (query === "") return items;
  const headers = await asOperator(server.services, "admin");
  return ((await server.get(`/api/audit?${query}`, { headers })).body as Page<AuditEntryView>).items;
}

Deno.test("every change by an operator or a token is in the audit, newest first, with its outcome", async () => {
  await using server = await aServer();
  await addOperator(server.services, { role: "admin" });
  await addOperator(server.services, { role: "viewer" });
  const admin = await asOperator(server.services, "admin");
  const viewer = await asOperator(server.services, "viewer");
  const token = await asToken(server.services, { role: "operator", name: "billing" });
  const change = (method: string, path: string, headers: HeadersInit, body?: unknown) =>
    server.get(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  await change("POST", "/api/chargers", token, { id: "CP-1" });
  await change("PUT", "/api/tags/T1", viewer, {});
  await change("DELETE", "/api/tags/T1", admin);
  await change("POST", "/api/operators", admin, { name: "jane", role: "viewer", password: "battery staple" });
  await server.get("/api/chargers", { headers: admin });
  await change("POST", "/api/bulk-commands/check", admin, { action: "Reset", filter: {} });
  const entries = (await audit(server)).map(({ id: _, at: __, ...entry }) => entry);
  const address = "127.0.0.1";
  assertEquals(entries, [
    {
      operator: "admin",
      authentication: "session",
      address,
      action: "Add an operator",
      target: "POST /api/operators",
      detail: "jane as viewer",
      status: 201,
    },
    {
      operator: "admin",
      authentication: "session",
      address,
      action: "Remove a tag",
      target: "DELETE /api/tags/T1",
      detail: null,
      status: 404,
    },
    {
      operator: "viewer",
      authentication: "session",
      address,
      action: "Set a tag",
      target: "PUT /api/tags/T1",
      detail: null,
      status: 403,
    },
    {
      operator: "token billing",
      authentication: "token",
      address,
      action: "Add a charger",
      target: "POST /api/chargers",
      detail: "Charger CP-1",
      status: 201,
    },
  ]);
});

Deno.test("log-ins and failures are in the audit; passwords, and names that may be one, are not", async () => {
  await using server = await aServer({ settings: { OPERATOR_PASSWORD: "correct horse" } });
  const logIn = (name: string, password: string) =>
    server.get("/login", { method: "POST", body: new URLSearchParams({ name, password }), redirect: "manual" });
  await logIn("Admin", "correct horse");
  await logIn("admin", "wrong horse");
  await logIn("correct horse", "admin");
  const entries = await audit(server);
  assertEquals(entries.map(({ operator, action, detail, status }) => [operator, action, detail, status]), [
    [null, "Log in", "No such operator", 401],
    ["admin", "Log in", "Wrong password", 401],
    ["admin", "Log in", null, 303],
  ]);
  const stored = JSON.stringify(await Array.fromAsync(server.kv.list({ prefix: ["audit"] })));
  assertEquals(stored.includes("horse"), false);
});

Deno.test("the audit is filtered by operator and time, and read in pages", async () => {
  const clock = new HeldClock();
  await using server = await aServer({ clock });
  for (const name of ["admin", "second"]) await addOperator(server.services, { role: "admin", name });
  const times: string[] = [];
  for (let i = 0; i < 6; i++) {
    clock.time += 60_000;
    times.push(new Date(clock.time).toISOString());
    const headers = await asOperator(server.services, i % 2 === 0 ? "admin" : "second");
    await server.get(`/api/tags/T${i}`, { method: "PUT", headers, body: "{}" });
  }
  const targets = (entries: AuditEntryView[]) => entries.map(({ target }) => target.slice(-2)).join(" ");
  assertEquals(targets(await audit(server, "operator=second")), "T5 T3 T1");
  assertEquals(targets(await audit(server, `from=${times[1]}&to=${times[3]}`)), "T3 T2 T1");
  assertEquals(targets(await audit(server, `from=${times[3]}&to=${times[1]}`)), "");
  const headers = await asOperator(server.services, "admin");
  const pages: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { body } = await server.get(`/api/audit?limit=4${next && `&cursor=${next}`}`, { headers });
    pages.push(targets((body as Page<AuditEntryView>).items));
    next = (body as Page<AuditEntryView>).next;
  }
  assertEquals(pages, ["T5 T4 T3 T2", "T1 T0"]);
});

Deno.test("those who are refused cannot fill the audit", async () => {
  await using server = await aServer({ clock: new HeldClock() });
  await addOperator(server.services, { role: "admin" });
  await addOperator(server.services, { role: "viewer" });
  const headers = await asOperator(server.services, "viewer");
  for (let i = 0; i < 70; i++) await server.get("/api/tags/T", { method: "DELETE", headers });
  assertEquals((await audit(server)).length, 60);
});

Deno.test("commands, configuration and transactions tell which operator it was", async () => {
  await using server = await aServer({ settings: { OPERATOR_PASSWORD: "correct horse" } });
  await addOperator(server.services, { role: "operator", name: "jane" });
  const headers = await asOperator(server.services, "jane");
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  const body = JSON.stringify({ key: "HeartbeatInterval", value: "60" });
  const path = "/api/chargers/CP-1";
  const asking = server.get(`${path}/commands/ChangeConfiguration`, { method: "POST", headers, body });
  const [, id] = await charger.next() as [number, string];
  charger.send(JSON.stringify([3, id, { status: "Accepted" }]));
  await asking;
  const commands = (await server.get(`${path}/commands`, { headers })).body as Page<{ askedBy: string }>;
  const keys = (await server.get(`${path}/configuration`, { headers })).body as Page<ConfigurationKeyView>;
  assertEquals([commands.items[0].askedBy, keys.items[0].changedBy], ["jane", "jane"]);
  const timestamp = new Date().toISOString();
  const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp };
  const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
  const token = await asToken(server.services, { role: "operator", name: "billing" });
  const ended = await server.get(`/api/transactions/${transactionId}/end`, { method: "POST", headers: token });
  assertObjectMatch((ended.body as TransactionView).notes[0], {
    text: "Ended by token billing: its charger never did",
  });
});
