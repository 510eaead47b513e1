/** A profile that goes along with a remote start is installed with the transaction, and goes with it. */
import { assertEquals } from "@std/assert";
import type { InstalledProfileView } from "../../lib/domain/upkeep_views.ts";
import { aPair, ask, items, type Pair, send } from "./asking.ts";
import { aProfile, installed, start } from "./profiles.ts";

const profile = aProfile({ chargingProfileId: 9, chargingProfilePurpose: "TxProfile" });

function remoteStart(pair: Pair, wish: object, status = "Accepted") {
  return ask(pair, "RemoteStartTransaction", { idTag: "T", chargingProfile: profile, ...wish }, { status });
}

async function stop({ charger }: Pair, transactionId: number): Promise<void> {
  await charger.call("StopTransaction", { transactionId, meterStop: 5, timestamp: new Date().toISOString() });
}

/** Every key of a charger's profiles, shown or not. */
async function stored({ server }: Pair): Promise<number> {
  return (await Array.fromAsync(server.kv.list({ prefix: ["installed_profile"] }))).length;
}

Deno.test("the profile of an accepted remote start is installed when its transaction begins, and gone when that ends", async () => {
  await using pair = await aPair();
  await remoteStart(pair, { connectorId: 1 });
  assertEquals(await installed(pair), []);
  const transactionId = await start(pair, 1, "t");
  const path = "/api/chargers/CP-1/charging-profiles";
  const [one] = await items<InstalledProfileView>(pair.server, path);
  assertEquals([one.connectorId, one.profile], [1, { ...profile, transactionId }]);
  await start(pair, 2);
  assertEquals(await installed(pair), [[1, 9, null]]);
  await stop(pair, transactionId);
  assertEquals([await installed(pair), await stored(pair)], [[], 0]);
});

Deno.test("a remote start that names no connector is begun on any, once, and by its own tag only", async () => {
  await using pair = await aPair();
  await remoteStart(pair, {});
  await start(pair, 1, "OTHER");
  assertEquals(await installed(pair), []);
  await start(pair, 2);
  assertEquals(await installed(pair), [[2, 9, null]]);
  await start(pair, 3);
  assertEquals(await installed(pair), [[2, 9, null]]);
});

Deno.test("a remote start that was rejected, replaced or long ago leaves no profile behind", async () => {
  await using pair = await aPair();
  await remoteStart(pair, { connectorId: 1 }, "Rejected");
  await start(pair, 1);
  await remoteStart(pair, { connectorId: 2 });
  await remoteStart(pair, { connectorId: 2, chargingProfile: undefined });
  await start(pair, 2);
  await remoteStart(pair, { connectorId: 3 });
  const key = ["remote_start", "CP-1", 3];
  const { value } = await pair.server.kv.get<{ acceptedAt: number }>(key);
  await pair.server.kv.set(key, { ...value, acceptedAt: value!.acceptedAt - 601_000 });
  await start(pair, 3);
  assertEquals(await installed(pair), []);
});

Deno.test("a remote start takes a template by its name", async () => {
  await using pair = await aPair();
  await send(pair.server, "POST", "/api/charging-profiles", { name: "Now", profile: { ...profile } });
  const { payload } = await remoteStart(pair, { connectorId: 1, chargingProfile: "Now" });
  assertEquals(payload, { connectorId: 1, idTag: "T", chargingProfile: profile });
  await start(pair, 1);
  assertEquals(await installed(pair), [[1, 9, "Now"]]);
  const wish = { idTag: "T", chargingProfile: "None" };
  const { status, body } = await send(pair.server, "POST", "/api/chargers/CP-1/commands/RemoteStartTransaction", wish);
  assertEquals([status, body.errors], [422, [
    { path: "/chargingProfile", message: "Expected a profile, or the name of a template" },
  ]]);
});

Deno.test("a transaction's profile is gone too when the next start replaces it, or an operator ends it", async () => {
  await using pair = await aPair();
  await start(pair, 1);
  await ask(pair, "SetChargingProfile", { connectorId: 1, csChargingProfiles: profile }, { status: "Accepted" });
  assertEquals(await installed(pair), [[1, 9, null]]);
  const next = await start(pair, 1, "NEXT");
  assertEquals([await installed(pair), await stored(pair)], [[], 0]);
  await ask(pair, "SetChargingProfile", {
    connectorId: 1,
    csChargingProfiles: { ...profile, transactionId: next },
  }, { status: "Accepted" });
  await send(pair.server, "POST", `/api/transactions/${next}/end`, {});
  assertEquals([await installed(pair), await stored(pair)], [[], 0]);
});
