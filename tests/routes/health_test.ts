/** What the platform, chargers and programs are told while the store cannot write. */
import { assertEquals } from "@std/assert";
import { aFullableKv } from "../full_disk.ts";
import { until } from "../e2e/until.ts";
import { aServer, RawCharger, untilOffline } from "../server.ts";

const FULL = "The disk of the store is full: free some space";
const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: new Date().toISOString() };

Deno.test("GET /health/ready tells whether the store can write, and why not", async () => {
  const { kv, disk } = await aFullableKv();
  await using server = await aServer({ kv });
  const ask = async () => {
    const { status, body } = await server.get("/health/ready");
    return [status, body];
  };
  assertEquals(await ask(), [200, { status: "ready" }]);
  disk.isFull = true;
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  assertEquals((await charger.closed).code, 1013);
  assertEquals(await ask(), [503, { status: "not ready", reason: FULL }]);
  assertEquals((await server.get("/health/live")).status, 200);
  disk.isFull = false;
  await until("the server is ready again", async () => (await ask())[0] === 200);
});

Deno.test("GET /health/ready says that the server stops, from the moment it does", async () => {
  const server = await aServer();
  const stopping = server.stop();
  assertEquals(await server.services.health.problem(), "The server is stopping");
  await stopping;
});

Deno.test("a charger is told to send again while the disk is full, and its session is stored when there is room", async () => {
  const { kv, disk } = await aFullableKv();
  await using server = await aServer({ kv });
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  disk.isFull = true;
  assertEquals(await charger.call("StartTransaction", start), [
    "InternalError",
    "The message could not be stored: send it again",
    {},
  ]);
  assertEquals((await server.services.reads.transactions({}, { limit: 5 })).items, []);
  disk.isFull = false;
  await charger.call("StartTransaction", start);
  assertEquals((await server.services.reads.transactions({}, { limit: 5 })).items.length, 1);
});

Deno.test("a program that changes something while the disk is full gets 503 with the reason", async () => {
  const { kv, disk } = await aFullableKv();
  await using server = await aServer({ kv });
  disk.isFull = true;
  const { status, type, body } = await server.get("/api/tags/T", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  assertEquals([status, type], [503, "application/problem+json"]);
  assertEquals(body, { type: "about:blank", title: "Not now", status: 503, detail: FULL });
});

Deno.test("a charger that leaves while the disk is full is offline at once, and that is stored when there is room", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const { kv, disk } = await aFullableKv(path);
  const server = await aServer({ kv });
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  disk.isFull = true;
  charger.socket.close();
  await untilOffline(server, "CP-1");
  assertEquals((await kv.get(["presence", "CP-1"])).versionstamp === null, false);
  disk.isFull = false;
  await server.stop();
  using again = await Deno.openKv(path);
  assertEquals((await again.get(["presence", "CP-1"])).versionstamp, null);
  await Deno.remove(path);
});
