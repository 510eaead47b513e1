/** The program with a certificate of its own: wss for chargers, https for the dashboard. The key is for this test alone. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { build, start } from "./program.ts";
import { basic, SECRET } from "./charger_login.ts";

const ROOT = new URL("../../", import.meta.url);
const CERT = new URL("tests/fixtures/tls/cert.pem", ROOT).pathname;
const KEY = new URL("tests/fixtures/tls/key.pem", ROOT).pathname;

Deno.test("with TLS_CERT and TLS_KEY the program serves https and wss, and profile 2 lets chargers in by password", async () => {
  const env = { KV_PATH: ":memory:", TLS_CERT: CERT, TLS_KEY: KEY, SECURITY_PROFILE: "2" };
  await using program = await start(env);
  assertEquals(program.said, [
    `Dashboard     https://127.0.0.1:${program.port}`,
    `For chargers  wss://127.0.0.1:${program.port}/ocpp/<charger id>`,
  ]);
  using client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(CERT)] });
  // The types of the browser's fetch and WebSocket, which the islands are checked with, know no such option.
  const trusting = { client };
  const url = `https://127.0.0.1:${program.port}`;
  const set = await fetch(`${url}/api/chargers/CP-1/credential`, {
    ...trusting,
    method: "PUT",
    body: JSON.stringify({ password: SECRET }),
  });
  assertEquals([set.status, (await set.json()).isChanging], [200, false]);
  const connect = async (headers: Record<string, string>) => {
    const socket: WebSocket = Reflect.construct(WebSocket, [`${url.replace("http", "ws")}/ocpp/CP-1`, {
      protocols: ["ocpp1.6"],
      headers,
      ...trusting,
    }]);
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    });
    if (isOpen) {
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      await closed;
    }
    return isOpen;
  };
  assertEquals([await connect({}), await connect(basic("CP-1", SECRET))], [false, true]);
});

Deno.test("a certificate that cannot be read, or is none, stops the start with what is wrong", async () => {
  await build();
  const wrong = [[{ TLS_CERT: "/nowhere.pem", TLS_KEY: KEY }, 'TLS_CERT is "/nowhere.pem": it cannot be read'], [
    { TLS_CERT: CERT, TLS_KEY: CERT },
    "TLS_CERT and TLS_KEY are no certificate and its key",
  ]] as const;
  for (const [env, text] of wrong) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "main.ts"],
      cwd: ROOT,
      env: { PORT: "0", HOST: "127.0.0.1", KV_PATH: ":memory:", NO_COLOR: "1", ...env },
    }).output();
    assertEquals(code, 1);
    assertStringIncludes(new TextDecoder().decode(stderr), text);
  }
});
