/** Ids of chargers are any text that can stand in an address, and no other. */
import { assertEquals } from "@std/assert";
import { aServer, RawCharger } from "../server.ts";

Deno.test("a charger is not made known by an id that none can connect with", async () => {
  await using server = await aServer();
  for (const id of ["", "\ud800", "a\ud800b", "\0", "a\nb", "\x7f", "x".repeat(256)]) {
    const body = JSON.stringify({ id });
    assertEquals((await server.get("/api/chargers", { method: "POST", body })).status, 400, JSON.stringify(id));
  }
  const password = JSON.stringify({ password: "correct horse battery" });
  const path = "/api/chargers/a%0Ab/credential";
  assertEquals((await server.get(path, { method: "PUT", body: password })).status, 400);
  for (const id of ["__proto__", "../..", "a/b", "<script>", "=1+1", "é\u{1F600}"]) {
    const body = JSON.stringify({ id });
    assertEquals((await server.get("/api/chargers", { method: "POST", body })).status, 201, id);
    assertEquals((await server.get(`/chargers/${encodeURIComponent(id)}`)).status, 200, id);
  }
  assertEquals((await server.get("/chargers")).status, 200);
});

Deno.test("a charger may be called as a part of the API", async () => {
  await using server = await aServer();
  for (const id of ["chargers", "commands", "jobs", "api"]) {
    await using charger = await RawCharger.connect(`${server.endpoint}/${id}`);
    await charger.call("Heartbeat", {});
    const asked = server.get(`/api/chargers/${id}/commands/ClearCache`, { method: "POST" });
    const [, call, action] = await charger.next() as [number, string, string];
    charger.send(JSON.stringify([3, call, { status: "Accepted" }]));
    assertEquals([action, (await asked).status], ["ClearCache", 200], id);
  }
});
