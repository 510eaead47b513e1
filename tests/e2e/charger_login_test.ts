/** Who may connect as a charger: passwords, certificates, and what happens to those who may not. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { createLog } from "../../lib/log.ts";
import { systemClock } from "../../lib/clock.ts";
import { aServer } from "../server.ts";
import { basic, countsOf, enter, isLetIn, knock, reasons, SECRET, setPassword } from "./charger_login.ts";

const profile1 = { settings: { SECURITY_PROFILE: "1" } };

Deno.test("without a setting a charger needs no password, and one that it sends is not looked at", async () => {
  await using server = await aServer();
  assertEquals(await isLetIn(server, "CP-1"), true);
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", "whatever")), true);
});

Deno.test("a charger with a password comes in with it alone, and the others as before", async () => {
  await using server = await aServer();
  assertEquals((await setPassword(server, "CP-1", { password: SECRET })).status, 200);
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", SECRET)), true);
  for (const headers of [{}, basic("CP-1", `${SECRET}!`), basic("CP-2", SECRET), { authorization: "Bearer x" }]) {
    const { status, headers: answered } = await knock(server, "CP-1", headers);
    assertEquals([status, answered.get("www-authenticate")], [401, 'Basic realm="OCPP"']);
  }
  assertEquals(await isLetIn(server, "CP-2"), true);
});

Deno.test("with security profile 1 every charger needs a password, and nobody learns which ids there are", async () => {
  await using server = await aServer(profile1);
  await setPassword(server, "CP-1", { password: SECRET });
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", SECRET)), true);
  const wrong = await knock(server, "CP-1", basic("CP-1", "another of 16 bytes"));
  const unknown = await knock(server, "CP-9", basic("CP-9", "another of 16 bytes"));
  assertEquals([wrong.status, wrong.text], [unknown.status, unknown.text]);
  assertEquals(reasons(server), ["No password is set for it", "Its password is wrong"]);
});

Deno.test("a charger may be an exception, in both directions", async () => {
  await using server = await aServer(profile1);
  const patch = (securityProfile: number | null) =>
    server.get("/api/chargers/CP-1", { method: "PATCH", body: JSON.stringify({ securityProfile }) });
  await server.get("/api/chargers", { method: "POST", body: '{"id":"CP-1","securityProfile":0}' });
  assertEquals([await isLetIn(server, "CP-1"), await isLetIn(server, "CP-2")], [true, false]);
  await patch(null);
  assertEquals(await isLetIn(server, "CP-1"), false);
  await patch(2);
  await setPassword(server, "CP-1", { password: SECRET });
  assertEquals((await knock(server, "CP-1", basic("CP-1", SECRET))).status, 403);
  assertEquals(reasons(server)[0], "Security profile 2 asks for wss, and it came by ws");
});

Deno.test("passwords may be any bytes, text or hex, and hold colons, as may ids", async () => {
  await using server = await aServer(profile1);
  const key = "0001020304050607ffffffffffffffffffffffff";
  await setPassword(server, "AB:CD-12", { passwordHex: key });
  assertEquals(await isLetIn(server, "AB:CD-12", basic("AB:CD-12", Uint8Array.fromHex(key))), true);
  assertEquals(await isLetIn(server, "AB:CD-12", basic("AB:CD-12", key.toUpperCase())), true);
  assertEquals(await isLetIn(server, "AB:CD-12", basic("AB", `CD-12:${key}`)), true);
  assertEquals(await isLetIn(server, "AB:CD-12", basic("AB:CD-12", `0${key.slice(1)}`.replace("f", "e"))), false);
  await setPassword(server, "Säule 1/2", { password: "pass:wörd with colons" });
  assertEquals(await isLetIn(server, "Säule 1/2", basic("Säule 1/2", "pass:wörd with colons")), true);
});

Deno.test("a user name or password that is written oddly is taken as meant, and noted", async () => {
  await using server = await aServer(profile1);
  await setPassword(server, "CP-1", { password: SECRET });
  for (const user of ["cp-1", ""]) assertEquals(await isLetIn(server, "CP-1", basic(user, SECRET)), true);
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", `${SECRET}\r\n`)), true);
  assertEquals(await countsOf(server, "CP-1"), { "boot-loop": 2, "password-odd": 1, "user-name-odd": 2 });
});

Deno.test("a password can be set before the charger comes, replaced and removed, and never be read", async () => {
  await using server = await aServer({ settings: { REGISTRATION: "closed" } });
  const path = "/api/chargers/CP-1/credential";
  assertEquals((await server.get(path)).status, 404);
  const { body } = await setPassword(server, "CP-1", { password: SECRET });
  assertEquals(body, { setAt: (body as { setAt: string }).setAt, isChanging: false });
  assertEquals((await server.get(path)).body, body);
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", SECRET)), true);
  await setPassword(server, "CP-1", { password: "the next one is this" });
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", SECRET)), false);
  assertEquals(await isLetIn(server, "CP-1", basic("CP-1", "the next one is this")), true);
  for (const text of [SECRET, "the next one is this"]) {
    for await (const { value } of server.kv.list({ prefix: [] })) {
      assertEquals(Deno.inspect(value, { depth: 9 }).includes(text), false);
    }
  }
  assertEquals((await server.get(path, { method: "DELETE" })).status, 204);
  assertEquals((await server.get(path, { method: "DELETE" })).status, 404);
  assertEquals(await isLetIn(server, "CP-1"), true);
});

Deno.test("a password that is none is refused with what is wrong", async () => {
  await using server = await aServer();
  const wanted = "Expected a password of 16 to 40 bytes, as text or as hex";
  const wrong: [object, { path: string; message: string }][] = [
    [{ password: "too short" }, { path: "/password", message: wanted }],
    [{ password: "x".repeat(41) }, { path: "/password", message: wanted }],
    [{ passwordHex: "00".repeat(15) }, { path: "/passwordHex", message: wanted }],
    [{ passwordHex: "0x00" }, { path: "/passwordHex", message: "Expected two hex digits a byte" }],
    [{ password: `${SECRET}\n` }, {
      path: "/password",
      message: "Expected no control characters: give such bytes as passwordHex",
    }],
    [{}, { path: "", message: "Expected either password or passwordHex" }],
    [{ pasword: SECRET }, { path: "/pasword", message: "There is no such field" }],
  ];
  for (const [given, error] of wrong) {
    const { status, body } = await setPassword(server, "CP-1", given);
    assertEquals([status, (body as { errors: unknown[] }).errors[0]], [400, error]);
  }
});

Deno.test("a charger that is forgotten takes its password along", async () => {
  await using server = await aServer();
  await setPassword(server, "CP-1", { password: SECRET });
  assertEquals((await server.get("/api/chargers/CP-1", { method: "DELETE" })).status, 204);
  assertEquals(await isLetIn(server, "CP-1"), true);
});

Deno.test("a password survives the process", async () => {
  const path = await Deno.makeTempFile();
  const first = await aServer({ kv: await Deno.openKv(path) });
  await setPassword(first, "CP-1", { password: SECRET });
  await first.stop();
  {
    await using second = await aServer({ kv: await Deno.openKv(path) });
    assertEquals([await isLetIn(second, "CP-1"), await isLetIn(second, "CP-1", basic("CP-1", SECRET))], [false, true]);
  }
  await Deno.remove(path);
});

Deno.test("a credential that cannot be read keeps its charger out", async () => {
  const path = await Deno.makeTempFile();
  const kv = await Deno.openKv(path);
  await kv.set(["credential", "CP-1"], { v: 99 });
  {
    await using server = await aServer({ kv });
    assertEquals([await isLetIn(server, "CP-1"), await isLetIn(server, "CP-2")], [false, true]);
  }
  await Deno.remove(path);
});

Deno.test("a second link of an id needs the same password, replaces the first, and is noted with both addresses", async () => {
  await using server = await aServer(profile1);
  await setPassword(server, "CP-1", { password: SECRET });
  const first = await enter(server, "CP-1", basic("CP-1", SECRET));
  await assertRejects(() => enter(server, "CP-1", basic("CP-1", "wrong but long enough")));
  await first.call("Heartbeat", {});
  await using second = await enter(server, "CP-1", basic("CP-1", SECRET));
  assertEquals((await first.closed).code, 1000);
  await second.call("Heartbeat", {});
  const { notes } = (await server.services.reads.charger("CP-1"))!;
  const replaced = notes.find(({ kind }) => kind === "link-replaced");
  assertEquals([replaced?.count, replaced?.detail], [1, "By 127.0.0.1, in place of 127.0.0.1"]);
});

const proxied = {
  SECURITY_PROFILE: "3",
  TRUSTED_PROXIES: "127.0.0.1",
  CLIENT_CERT_HEADER: "X-Client-Subject",
  CLIENT_CERT_ORGANIZATION: "Example",
};
const secure = { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7" };

Deno.test("with profile 3 a trusted proxy passes the subject of the certificate on, and it must be the charger's", async () => {
  await using server = await aServer({ settings: proxied });
  const subject = (text: string) => ({ ...secure, "x-client-subject": text });
  {
    await using _ = await enter(server, "CP-1", subject("CN=CP-1,O=Example"));
    assertEquals(server.services.fleet.presenceOf("CP-1")?.address, "203.0.113.7");
  }
  assertEquals((await knock(server, "CP-1", subject("CN=CP-2,O=Example"))).status, 403);
  assertEquals((await knock(server, "CP-1", subject("CN=CP-1,O=Other"))).status, 403);
  assertEquals((await knock(server, "CP-1", secure)).status, 403);
  assertEquals((await knock(server, "CP-1", { "x-client-subject": "CN=CP-1,O=Example" })).status, 403);
  assertEquals(reasons(server), [
    "Security profile 3 asks for wss, and it came by ws",
    "It showed no client certificate, or no trusted proxy passed it on",
    'The organization of its certificate is not "Example"',
    'Its certificate is that of "CP-2"',
  ]);
});

Deno.test("a certificate that anybody but the trusted proxy tells of counts for nothing", async () => {
  await using server = await aServer({ settings: { ...proxied, TRUSTED_PROXIES: "10.0.0.1" } });
  assertEquals(await isLetIn(server, "CP-1", { ...secure, "x-client-subject": "CN=CP-1,O=Example" }), false);
  assertEquals(server.services.refusals.list()[0].address, "127.0.0.1");
});

Deno.test("no password and no header of a handshake is in the log", async () => {
  const lines: string[] = [];
  const log = createLog({ level: "debug", format: "json", clock: systemClock, write: (line) => lines.push(line) });
  await using server = await aServer({ ...profile1, log });
  await setPassword(server, "CP-1", { password: SECRET });
  await isLetIn(server, "CP-1", basic("CP-1", SECRET));
  await knock(server, "CP-1", basic("CP-1", "almost correct horse"));
  const all = lines.join("\n");
  assertStringIncludes(all, "Handshake refused");
  for (const secret of [SECRET, "almost correct horse", basic("CP-1", SECRET).authorization.slice(6)]) {
    assertEquals(all.includes(secret), false);
  }
});
