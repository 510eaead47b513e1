/** What a server that was started again knows of the sessions that run. */
import { assertEquals } from "@std/assert";
import type { TransactionView } from "../../lib/domain/views.ts";
import { aServer, RawCharger } from "../server.ts";

Deno.test("after a restart a running session has its energy at once, and the fleet its power a little later", async () => {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const at = (ms: number) => new Date(Date.now() - 60_000 + ms).toISOString();
  {
    await using server = await aServer({ kv: await Deno.openKv(path) });
    for (const id of ["CP-1", "CP-2"]) {
      await using charger = await RawCharger.connect(`${server.endpoint}/${id}`);
      await charger.call("StartTransaction", { connectorId: 1, idTag: "T", meterStart: 100, timestamp: at(0) });
      const sampledValue = [{ value: "350" }, { value: "7000", measurand: "Power.Active.Import" }];
      await charger.call("MeterValues", { connectorId: 1, meterValue: [{ timestamp: at(1_000), sampledValue }] });
    }
  }
  await using server = await aServer({ kv: await Deno.openKv(path) });
  const { services: { bus, fleet, reads } } = server;
  const told = Promise.withResolvers<void>();
  const isKnown = () => reads.running({}, { limit: 5 }).items.every(({ reading }) => reading !== null);
  const unlisten = bus.listen({ types: null, hear: () => isKnown() && told.resolve(), onEnd: told.resolve });
  const [{ id }] = reads.running({ chargerId: "CP-1" }, { limit: 1 }).items;
  assertEquals(((await server.get(`/api/transactions/${id}`)).body as TransactionView).energyWh, 250);
  if (!isKnown()) await told.promise;
  unlisten();
  assertEquals(fleet.stateOf("CP-2")?.connectors.get(1)?.reading?.powerW, 7000);
  await Deno.remove(path);
});
