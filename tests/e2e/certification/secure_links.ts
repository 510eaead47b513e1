/** The security whitepaper: who comes by what link. Each scenario has a server of its own, with the settings that it is about. */
import { assertEquals, assertRejects } from "@std/assert";
import { aServer } from "../../server.ts";
import { setPassword } from "../charger_login.ts";
import { aTlsProxy } from "../tls_proxy.ts";
import { ACCEPTED, ChargePoint } from "./charge_point.ts";

const PASSWORD = "a password of 25 letters.";
/** As the standard gives one: 20 bytes, told as hex. */
const NEXT = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";

const FILES = new URL("../../fixtures/tls/", import.meta.url);
const CERT = new URL("cert.pem", FILES).pathname;
const KEY = new URL("key.pem", FILES).pathname;

const read = (name: string) => Deno.readTextFile(new URL(name, FILES));

/** Boots, tells its connectors, and is shown as what it is. */
async function comesUp(point: ChargePoint): Promise<void> {
  await point.boot();
  for (const connectorId of [0, 1]) await point.status("Available", connectorId);
  const { online, registration } = await point.view();
  assertEquals([online, registration], [true, "Accepted"]);
}

export const secureLinks: [number: string, title: string, run: () => Promise<void>][] = [
  ["TC_073", "The password for HTTP Basic authentication is changed", async () => {
    await using server = await aServer({ settings: { SECURITY_PROFILE: "1" } });
    await setPassword(server, "TC_073", { password: PASSWORD });
    const point = new ChargePoint(server, "TC_073", { password: PASSWORD });
    await point.connect();
    await comesUp(point);
    await point.asked("ChangeConfiguration", { key: "AuthorizationKey", value: NEXT }, ACCEPTED);
    await point.reconnect({ password: Uint8Array.fromHex(NEXT) });
    await comesUp(point);
    await point.leave();
    await assertRejects(() => point.connect(), Error, "Unauthorized");
  }],
  ["TC_085", "HTTP Basic authentication: valid", async () => {
    await using server = await aServer({ settings: { SECURITY_PROFILE: "1" } });
    await setPassword(server, "TC_085", { password: PASSWORD });
    const point = new ChargePoint(server, "TC_085");
    for (const link of [{}, { password: PASSWORD.toUpperCase() }]) {
      await assertRejects(() => point.connect(link), Error, "Unauthorized");
    }
    await point.connect({ password: PASSWORD });
    await comesUp(point);
    await point.leave();
  }],
  ["TC_086", "TLS with the certificate of the server: valid", async () => {
    await using server = await aServer({ settings: { SECURITY_PROFILE: "2", TLS_CERT: CERT, TLS_KEY: KEY } });
    await setPassword(server, "TC_086", { password: PASSWORD });
    const tls = { ca: await read("cert.pem") };
    const point = new ChargePoint(server, "TC_086", { tls });
    await assertRejects(() => point.connect(), Error, "Unauthorized");
    await point.connect({ password: PASSWORD });
    await comesUp(point);
    await point.leave();
  }],
  ["TC_087", "TLS with the certificate of the client: valid", async () => {
    const settings = {
      SECURITY_PROFILE: "3",
      TRUSTED_PROXIES: "127.0.0.1",
      CLIENT_CERT_HEADER: "X-Client-Subject",
      CLIENT_CERT_ORGANIZATION: "Test",
    };
    await using server = await aServer({ settings });
    const ca = await read("cert.pem");
    const proxy = { cert: ca, key: await read("key.pem"), ca: await read("charger_ca.pem") };
    await using front = await aTlsProxy(server.port, proxy);
    const own = { ca, cert: await read("charger_cert.pem"), key: await read("charger_key.pem") };
    const point = new ChargePoint(server, "TC_087", { endpoint: front.endpoint, tls: own });
    // Without one the proxy lets nobody in; with another's, and past the proxy, the server does not.
    await assertRejects(() => point.connect({ tls: { ca } }));
    const other = new ChargePoint(server, "TC_087 other", { endpoint: front.endpoint, tls: own });
    await assertRejects(() => other.connect(), Error, "Forbidden");
    await assertRejects(() => point.connect({ endpoint: server.endpoint }), Error, "Forbidden");
    await point.connect();
    await comesUp(point);
    await point.leave();
  }],
];
