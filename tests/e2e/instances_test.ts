/** Two programs over one store, as people may run them on one machine. */
import { assertEquals } from "@std/assert";
import { RawCharger } from "../server.ts";
import { start } from "./program.ts";

Deno.test("a command to a charger that is connected to another process of the server reaches it, and is answered", async () => {
  const folder = await Deno.makeTempDir();
  const settings = { KV_PATH: `${folder}/ocpp.kv` };
  {
    await using holder = await start(settings);
    await using charger = await RawCharger.connect(`${holder.endpoint}/CP-1`);
    await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
    await using asked = await start(settings);
    const ask = (action: string, payload: unknown) =>
      fetch(`${asked.url}/api/chargers/CP-1/commands/${action}`, { method: "POST", body: JSON.stringify(payload) });

    const answering = ask("UnlockConnector", { connectorId: 1 });
    const [, id, action, payload] = await charger.next() as [2, string, string, unknown];
    assertEquals([action, payload], ["UnlockConnector", { connectorId: 1 }]);
    charger.send(JSON.stringify([3, id, { status: "Unlocked" }]));
    const answer = await answering;
    assertEquals([answer.status, (await answer.json()).response], [200, { status: "Unlocked" }]);

    // The other process dies while the charger keeps it waiting, and before its lease ends nobody can know.
    const hopeless = ask("ClearCache", {});
    await charger.next();
    await holder.kill("SIGKILL");
    await charger.closed;
    await using again = await RawCharger.connect(`${asked.endpoint}/CP-1`);
    await again.call("Heartbeat", {});
    const own = ask("ClearCache", {});
    const [, second] = await again.next() as [2, string, string, unknown];
    again.send(JSON.stringify([3, second, { status: "Accepted" }]));
    const answered = await own;
    assertEquals([answered.status, (await answered.json()).response], [200, { status: "Accepted" }]);
    const stopping = asked.kill("SIGTERM");
    const unknown = await hopeless;
    assertEquals([unknown.status, unknown.headers.get("content-type")], [504, "application/problem+json"]);
    assertEquals(
      (await unknown.json()).detail,
      "What came of the command is not known: the instance of this server that holds the charger's link does not tell",
    );
    await stopping;
  }
  await Deno.remove(folder, { recursive: true });
});
