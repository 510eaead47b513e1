import { assertEquals, assertThrows } from "@std/assert";
import { ConfigError, readConfig } from "../../lib/config.ts";

const here = { isTerminal: true, isDeploy: false };

function problemsOf(env: Record<string, string>, where = here): string[] {
  return assertThrows(() => readConfig(env, where), ConfigError).problems;
}

Deno.test("without settings the server listens on the loopback, accepts every charger and asks for no login", () => {
  const config = readConfig({}, here);
  assertEquals(
    [config.host, config.port, config.kvPath, config.registration, config.operatorPassword, config.logFormat],
    ["127.0.0.1", 8000, "./data/ocpp.kv", "open", null, "text"],
  );
});

Deno.test("elsewhere than on the loopback others can reach the dashboard, and new chargers wait for approval", () => {
  assertEquals(readConfig({}, here).exposedBy, null);
  assertEquals(readConfig({ HOST: "0.0.0.0" }, here).exposedBy, 'With HOST "0.0.0.0"');
  assertEquals(readConfig({}, { isTerminal: false, isDeploy: true }).exposedBy, "On Deno Deploy");
  const config = readConfig({ HOST: "0.0.0.0", OPERATOR_PASSWORD: "correct horse" }, { ...here, isTerminal: false });
  assertEquals([config.registration, config.logFormat], ["approve", "json"]);
});

Deno.test("on Deno Deploy KV has no path", () => {
  const env = { KV_PATH: "./data/x.kv", OPERATOR_PASSWORD: "correct horse" };
  assertEquals(readConfig(env, { isTerminal: false, isDeploy: true }).kvPath, undefined);
});

Deno.test("every wrong setting is told at once, a password never", () => {
  assertEquals(
    problemsOf({ PORT: "65536", IDLE_TIMEOUT_S: "-1", TAGS: "all", CALL_TIMEOUT_S: "1.5", OPERATOR_PASSWORD: "short" }),
    [
      'PORT is "65536": expected a whole number from 0 to 65535',
      'TAGS is "all": expected open or known',
      "OPERATOR_PASSWORD: expected at least 8 characters",
      'CALL_TIMEOUT_S is "1.5": expected a whole number from 1 to 3600',
      'IDLE_TIMEOUT_S is "-1": expected a whole number from 0 to 86400',
    ],
  );
});

Deno.test("an empty setting counts as not set", () => {
  assertEquals(readConfig({ PORT: "", TAGS: "" }, here).port, 8000);
});

Deno.test("the address that chargers upload to is PUBLIC_URL, else where the server listens, if that can be reached", () => {
  const password = { OPERATOR_PASSWORD: "correct horse" };
  const cases: [Record<string, string>, string | null][] = [
    [{ PORT: "8500" }, "http://127.0.0.1:8500"],
    [{ HOST: "::1" }, "http://[::1]:8000"],
    [{ HOST: "10.0.0.5", ...password }, "http://10.0.0.5:8000"],
    [{ HOST: "0.0.0.0", ...password }, null],
    [{ HOST: "::", ...password }, null],
    [{ HOST: "0.0.0.0", PUBLIC_URL: "https://ocpp.example.com/base/", ...password }, "https://ocpp.example.com/base"],
  ];
  for (const [env, url] of cases) assertEquals(readConfig(env, here).publicUrl, url);
  assertEquals(readConfig(password, { isTerminal: false, isDeploy: true }).publicUrl, null);
  for (const wrong of ["ocpp.example.com", "ftp://x", "https://x/?a=1", "https://user@x"]) {
    assertEquals(problemsOf({ PUBLIC_URL: wrong }), [
      `PUBLIC_URL is "${wrong}": expected an address such as https://ocpp.example.com`,
    ]);
  }
});

Deno.test("what belongs together is set together", () => {
  assertEquals(problemsOf({ TLS_CERT: "cert.pem" }), ["TLS_KEY is not set: TLS_CERT needs its key"]);
  assertEquals(problemsOf({ TLS_KEY: "key.pem" }), ["TLS_CERT is not set: TLS_KEY needs its certificate"]);
  assertEquals(problemsOf({ CLIENT_CERT_HEADER: "X-Subject" }), [
    "TRUSTED_PROXIES is not set: name the proxy that may set the CLIENT_CERT_HEADER",
  ]);
  assertEquals(problemsOf({ SECURITY_PROFILE: "2" }), [
    "TLS_CERT and TLS_KEY are not set: SECURITY_PROFILE 2 needs them, or TRUSTED_PROXIES that end TLS",
  ]);
  assertEquals(problemsOf({ SECURITY_PROFILE: "3", TLS_CERT: "c", TLS_KEY: "k" }), [
    "CLIENT_CERT_HEADER is not set: SECURITY_PROFILE 3 needs a proxy that checks certificates and passes them on",
  ]);
  const proxied = { SECURITY_PROFILE: "3", CLIENT_CERT_HEADER: "X-Subject", TRUSTED_PROXIES: "10.0.0.1" };
  assertEquals(readConfig(proxied, here).securityProfile, 3);
  assertEquals(readConfig({ TLS_CERT: "c", TLS_KEY: "k" }, here).publicUrl, "https://127.0.0.1:8000");
});

Deno.test("a proxy is an address or a network", () => {
  for (const wrong of ["localhost", "10.0.0.0/33", "10.0.0.0/", "fd00::/129"]) {
    assertEquals(problemsOf({ TRUSTED_PROXIES: `127.0.0.1,${wrong}` }), [
      `TRUSTED_PROXIES is "127.0.0.1,${wrong}": "${wrong}" is no address or network such as 10.0.0.0/8`,
    ]);
  }
});
