/** The program as people run it. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page, SampleView, TransactionView } from "../../lib/domain/views.ts";
import { RawCharger } from "../server.ts";
import { build, start } from "./program.ts";

const ROOT = new URL("../../", import.meta.url);

async function json<T>(url: string): Promise<T> {
  return await (await fetch(url)).json();
}

Deno.test("the program says where the dashboard is and what address to give a charger", async () => {
  await using program = await start({ KV_PATH: ":memory:" });
  assertEquals(program.said, [
    `Dashboard     http://127.0.0.1:${program.port}`,
    `For chargers  ws://127.0.0.1:${program.port}/ocpp/<charger id>`,
  ]);
  assertEquals(await json(`${program.url}/health/ready`), { status: "ready" });
});

Deno.test("the folder that the program makes for its store is for its user alone", async () => {
  const folder = await Deno.makeTempDir();
  {
    await using _ = await start({ KV_PATH: `${folder}/data/ocpp.kv` });
    assertEquals(Deno.statSync(`${folder}/data`).mode! & 0o777, 0o700);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("wrong settings stop the start with one message that lists them all, and exit code 1", async () => {
  await build();
  const { code, stderr, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "main.ts"],
    cwd: ROOT,
    env: { PORT: "80a", REGISTRATION: "maybe", LOG_LEVEL: "loud", NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stderr);
  assertEquals([code, new TextDecoder().decode(stdout)], [1, ""]);
  for (const name of ["PORT", "REGISTRATION", "LOG_LEVEL"]) assertStringIncludes(said, name);
});

Deno.test("where others can reach it, the server starts with OPERATOR_PASSWORD or a stored operator, and never without", async () => {
  await build();
  const folder = await Deno.makeTempDir();
  // The loopback by a name that does not say so.
  const env = { KV_PATH: `${folder}/ocpp.kv`, HOST: "127.1", PORT: "0", NO_COLOR: "1" };
  const args = ["run", "-A", "main.ts"];
  const { code, stderr, stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env }).output();
  assertEquals([code, new TextDecoder().decode(stdout)], [1, ""]);
  assertStringIncludes(
    new TextDecoder().decode(stderr),
    'OPERATOR_PASSWORD is not set: With HOST "127.1" others can reach the dashboard, and no operator is stored',
  );
  const logIn = async (url: string, password: string) => {
    const body = new URLSearchParams({ name: "admin", password });
    const response = await fetch(`${url}/login`, { method: "POST", body, redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  };
  for (const password of ["correct horse", "battery staple"]) {
    await using program = await start({ KV_PATH: env.KV_PATH, OPERATOR_PASSWORD: password });
    assertEquals(await logIn(program.url, password), 303);
  }
  {
    await using program = await start({ KV_PATH: env.KV_PATH, HOST: "127.1" });
    assertEquals([await logIn(program.url, "correct horse"), await logIn(program.url, "battery staple")], [401, 303]);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("on SIGTERM chargers are closed with 1001, what they sent is durable, and the exit code is 0", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/data/ocpp.kv` };
  const program = await start(env);
  const charger = await RawCharger.connect(`${program.endpoint}/CP-1`);
  await charger.call("StartTransaction", {
    connectorId: 1,
    idTag: "T",
    meterStart: 0,
    timestamp: new Date().toISOString(),
  });
  const live = await fetch(`${program.url}/api/live`);
  const [status, closed] = await Promise.all([program.kill("SIGTERM"), charger.closed]);
  await live.body?.cancel();
  assertEquals([status.code, closed.code, closed.reason], [0, 1001, "going away"]);
  {
    await using again = await start(env);
    const { items } = await json<Page<TransactionView>>(`${again.url}/api/transactions?state=active`);
    assertEquals(items.length, 1);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("kill -9 in the middle of sessions loses nothing that was acknowledged, and a repeated start is the same", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/ocpp.kv` };
  const program = await start(env);
  const startedAt = Date.now() - 3_600_000;
  const at = (i: number) => new Date(startedAt + i * 1000).toISOString();
  const startOf = (n: number) => ({ connectorId: 1, idTag: `T${n}`, meterStart: 0, timestamp: at(0) });
  const chargers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => RawCharger.connect(`${program.endpoint}/CP-${n}`)),
  );
  const acknowledged = chargers.map(() => 0);
  const numbers: number[] = [];
  const enough = Promise.withResolvers<void>();
  const running = chargers.map(async (charger, n) => {
    const { transactionId } = await charger.call("StartTransaction", startOf(n)) as { transactionId: number };
    numbers[n] = transactionId;
    for (let i = 1;; i++) {
      const meterValue = [{ timestamp: at(i), sampledValue: [{ value: String(i) }] }];
      // The link dies with the server, and this wait with the test.
      const answer = await Promise.race([
        charger.call("MeterValues", { connectorId: 1, transactionId, meterValue }),
        charger.closed.then(() => null),
      ]);
      if (answer === null) return;
      acknowledged[n] = i;
      if (acknowledged.every((count) => count >= 150)) enough.resolve();
    }
  });
  await enough.promise;
  await program.kill("SIGKILL");
  await Promise.all(running);
  {
    await using again = await start(env);
    for (const [n, count] of acknowledged.entries()) {
      const { items } = await json<Page<SampleView>>(`${again.url}/api/transactions/${numbers[n]}/samples`);
      const stored = items.map(({ energyWh }) => energyWh);
      assertEquals(stored.slice(0, count), Array.from({ length: count }, (_, i) => i + 1));
      // One more may have been stored without its answer having arrived.
      assertEquals(stored.length - count <= 1, true);
      await using charger = await RawCharger.connect(`${again.endpoint}/CP-${n}`);
      const repeated = await charger.call("StartTransaction", startOf(n)) as { transactionId: number };
      assertEquals(repeated.transactionId, numbers[n]);
    }
    const { items } = await json<Page<TransactionView>>(`${again.url}/api/transactions`);
    assertEquals(items.length, chargers.length);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the built server runs as on Deno Deploy: no writable disk, no subprocess, KV without a path", async () => {
  await build();
  // Deploy gives the process a KV of its own; here that is Deno's default one, in a folder of its own.
  const folder = await Deno.makeTempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "serve",
      "--cached-only",
      "--allow-net",
      "--allow-read",
      "--allow-env",
      "--allow-sys",
      "--deny-write",
      "--deny-run",
      "--deny-ffi",
      "--host",
      "127.0.0.1",
      "--port",
      "0",
      `--location=http://test-${crypto.randomUUID()}.invalid`,
      "_fresh/server.js",
    ],
    cwd: ROOT,
    env: {
      DENO_DEPLOYMENT_ID: "test",
      OPERATOR_PASSWORD: "correct horse",
      NO_COLOR: "1",
      KV_PATH: `${folder}/never.kv`,
    },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let address: RegExpExecArray | null = null;
  while ((address = /Listening on (http:\S+)/.exec(text)) === null) {
    const { value, done } = await reader.read();
    if (done) throw new Error(text);
    text += value;
  }
  const url = address[1].replace(/\/$/, "");
  assertEquals((await json<{ status: string }>(`${url}/health/ready`)).status, "ready");
  const login = await fetch(`${url}/chargers`);
  assertEquals([login.status, new URL(login.url).pathname], [200, "/login"]);
  assertMatch(await login.text(), /<form/);
  await using charger = await RawCharger.connect(`${url.replace("http", "ws")}/ocpp/CP-1`);
  const boot = await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  assertEquals((boot as { status: string }).status, "Pending");
  child.kill("SIGTERM");
  assertEquals((await child.status).code, 0);
  await reader.cancel();
  assertEquals([...Deno.readDirSync(folder)], []);
  await Deno.remove(folder);
});
