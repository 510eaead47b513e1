/** What a charger proves itself by is the admins' to change, by whatever way it is changed. */
import { assertEquals } from "@std/assert";
import { addOperator, asToken } from "../people.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

const PASSWORD = "correct horse battery";

/** A charger that accepts what it is told, and those who tell it. */
async function aCharger() {
  const server = await aServer();
  await addOperator(server.services, { role: "admin" });
  const operator = await asToken(server.services, { role: "operator" });
  const admin = await asToken(server.services, { role: "admin" });
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  const told: unknown[] = [];
  charger.socket.onmessage = ({ data }) => {
    const [, id, ...call] = JSON.parse(data);
    told.push(call);
    charger.send(JSON.stringify([3, id, { status: "Accepted" }]));
  };
  const end = async () => {
    await charger[Symbol.asyncDispose]();
    await server.stop();
  };
  return { server, operator, admin, told, [Symbol.asyncDispose]: end };
}

async function ask(server: TestServer, method: string, path: string, body: unknown, headers: Record<string, string>) {
  return (await server.get(path, { method, headers, body: JSON.stringify(body) })).status;
}

const HASHES = { hashAlgorithm: "SHA256", issuerNameHash: "aa", issuerKeyHash: "bb", serialNumber: "1" };
const COMMANDS: [action: string, payload: unknown][] = [
  ["ChangeConfiguration", { key: "AuthorizationKey", value: PASSWORD }],
  ["ChangeConfiguration", { key: "authorizationkey ", value: PASSWORD }],
  ["ChangeConfiguration", { key: "SecurityProfile", value: "0" }],
  ["CertificateSigned", { certificateChain: "PEM" }],
  ["InstallCertificate", { certificateType: "CentralSystemRootCertificate", certificate: "PEM" }],
  ["DeleteCertificate", { certificateHashData: HASHES }],
];

Deno.test("an operator sends no command that changes what a charger proves itself by, and an admin does", async () => {
  await using all = await aCharger();
  const { server, operator, admin, told } = all;
  for (const [action, payload] of COMMANDS) {
    const path = `/api/chargers/CP-1/commands/${action}`;
    assertEquals(await ask(server, "POST", path, payload, operator), 403, `${action} ${JSON.stringify(payload)}`);
    assertEquals(told.splice(0), []);
    assertEquals(await ask(server, "POST", path, payload, admin), 200, action);
    assertEquals(told.splice(0), [[action, payload]]);
  }
  const usual = { key: "HeartbeatInterval", value: "60" };
  assertEquals(await ask(server, "POST", "/api/chargers/CP-1/commands/ChangeConfiguration", usual, operator), 200);
});

Deno.test("an operator sets neither password nor security profile, and an admin does", async () => {
  await using all = await aCharger();
  const { server, operator, admin } = all;
  const asked: [method: string, path: string, body: unknown, granted: number][] = [
    ["PUT", "/api/chargers/CP-1/credential", { password: PASSWORD }, 200],
    ["PATCH", "/api/chargers/CP-1", { securityProfile: 1 }, 200],
    ["POST", "/api/chargers", { id: "CP-2", securityProfile: 0 }, 201],
  ];
  for (const [method, path, body, granted] of asked) {
    assertEquals(await ask(server, method, path, body, operator), 403, path);
    assertEquals(await ask(server, method, path, body, admin), granted, path);
  }
  assertEquals(await ask(server, "PATCH", "/api/chargers/CP-1", { label: "Yard" }, operator), 200);
  assertEquals(await ask(server, "POST", "/api/chargers", { id: "CP-3", label: "Gate" }, operator), 201);
});

Deno.test("who may not change it is not offered to", async () => {
  await using all = await aCharger();
  const { server, operator, admin } = all;
  const data = async (path: string, headers: Record<string, string>) =>
    (await server.get(path, { headers: { ...headers, accept: "application/json" } })).body as {
      actions: string[];
      form: unknown;
    };
  const path = "/chargers/CP-1/commands?action=InstallCertificate";
  const [less, more] = [await data(path, operator), await data(path, admin)];
  const withheld = more.actions.filter((action) => !less.actions.includes(action));
  assertEquals(withheld, ["CertificateSigned", "DeleteCertificate", "InstallCertificate"]);
  assertEquals([less.form === null, more.form === null], [true, false]);
});
