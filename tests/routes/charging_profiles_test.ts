/** Templates of charging profiles, and what is known to be installed where. */
import { assertEquals } from "@std/assert";
import type { ProfileTemplateView } from "../../lib/domain/upkeep_views.ts";
import type { Page } from "../../lib/domain/views.ts";
import { aServer } from "../server.ts";
import { aPair, ask, items, order, type Pair, paths, send } from "./asking.ts";
import { aProfile, installed, start } from "./profiles.ts";

const PATH = "/api/charging-profiles";

function install(pair: Pair, connectorId: number, csChargingProfiles: unknown, status = "Accepted") {
  return ask(pair, "SetChargingProfile", { connectorId, csChargingProfiles }, { status });
}

Deno.test("POST /api/charging-profiles gives a template an id for life, and keeps one that it has", async () => {
  await using server = await aServer();
  const night = await send(server, "POST", PATH, { name: "Night", profile: aProfile() });
  assertEquals([night.status, night.body.name], [201, "Night"]);
  assertEquals(JSON.stringify(night.body.profile), JSON.stringify({ chargingProfileId: 1, ...aProfile() }));
  const own = await send(server, "POST", PATH, { name: "Own", profile: aProfile({ chargingProfileId: 2 }) });
  assertEquals((own.body.profile as { chargingProfileId: number }).chargingProfileId, 2);
  const third = await send(server, "POST", PATH, { name: "Third", profile: aProfile() });
  assertEquals((third.body.profile as { chargingProfileId: number }).chargingProfileId, 3);
  const changed = await send(server, "PUT", `${PATH}/Night`, { profile: aProfile({ stackLevel: 4 }) });
  assertEquals([changed.status, changed.body], [200, {
    ...night.body,
    profile: { chargingProfileId: 1, ...aProfile({ stackLevel: 4 }) },
  }]);
  assertEquals((await send(server, "GET", `${PATH}/Night`)).body, changed.body);
});

Deno.test("a template's name and id are its own: 409", async () => {
  await using server = await aServer();
  await send(server, "POST", PATH, { name: "A", profile: aProfile({ chargingProfileId: 7 }) });
  const faults: [string, string, unknown][] = [
    ["POST", PATH, { name: " A ", profile: aProfile() }],
    ["POST", PATH, { name: "B", profile: aProfile({ chargingProfileId: 7 }) }],
    ["PUT", `${PATH}/B`, { profile: aProfile({ chargingProfileId: 7 }) }],
    ["PUT", `${PATH}/A`, { profile: aProfile({ chargingProfileId: 8 }) }],
  ];
  for (const [method, path, body] of faults) {
    const { status, type } = await send(server, method, path, body);
    assertEquals([status, type], [409, "application/problem+json"], path);
  }
  assertEquals((await send(server, "DELETE", `${PATH}/A`)).status, 204);
  assertEquals((await send(server, "DELETE", `${PATH}/A`)).status, 404);
  assertEquals((await send(server, "PUT", `${PATH}/B`, { profile: aProfile({ chargingProfileId: 7 }) })).status, 201);
});

Deno.test("a template that breaks the standard is refused with the JSON pointer of each bad field", async () => {
  await using server = await aServer();
  const chargingSchedule = { chargingRateUnit: "V", chargingSchedulePeriod: [{ startPeriod: 5, limit: 0.25 }] };
  const bad = aProfile({ stackLevel: -1, chargingSchedule, colour: "red" });
  const { status, body } = await send(server, "POST", PATH, { name: "", profile: bad });
  assertEquals([status, paths(body)?.toSorted()], [400, [
    "/name",
    "/profile/chargingSchedule/chargingRateUnit",
    "/profile/chargingSchedule/chargingSchedulePeriod/0/limit",
    "/profile/chargingSchedule/chargingSchedulePeriod/0/startPeriod",
    "/profile/colour",
    "/profile/stackLevel",
  ]]);
  const chargingSchedulePeriod = Array.from({ length: 2_000 }, (_, startPeriod) => ({ startPeriod, limit: 6 }));
  const large = aProfile({ chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod } });
  assertEquals(paths((await send(server, "POST", PATH, { name: "Large", profile: large })).body), ["/profile"]);
  assertEquals(paths((await send(server, "POST", PATH, { profile: aProfile({ transactionId: 3 }) })).body), [
    "/name",
    "/profile/transactionId",
  ]);
  assertEquals((await send(server, "GET", PATH)).body, { items: [], next: null });
  assertEquals((await server.get(PATH, { method: "POST", body: "{" })).status, 400);
  assertEquals((await send(server, "GET", `${PATH}/none`)).status, 404);
});

Deno.test("GET /api/charging-profiles lists newest first, page by page", async () => {
  await using server = await aServer();
  for (const name of ["B", "C", "A"]) {
    await send(server, "POST", PATH, { name, profile: aProfile() });
    const key = ["profile_template", name];
    const { value } = await server.kv.get<object>(key);
    await server.kv.set(key, { ...value, createdAt: name.charCodeAt(0) });
  }
  const first = (await server.get(`${PATH}?limit=2`)).body as Page<ProfileTemplateView>;
  const rest = await items<ProfileTemplateView>(server, `${PATH}?limit=2&cursor=${first.next}`);
  assertEquals([...first.items, ...rest].map(({ name }) => name), ["C", "B", "A"]);
});

Deno.test("SetChargingProfile takes a template by its name, and what a charger accepted is known to be installed", async () => {
  await using pair = await aPair();
  await send(pair.server, "POST", PATH, { name: "Night", profile: aProfile() });
  const { payload } = await install(pair, 1, "Night");
  assertEquals(payload, { connectorId: 1, csChargingProfiles: { chargingProfileId: 1, ...aProfile() } });
  await install(pair, 2, aProfile({ chargingProfileId: 50 }));
  await install(pair, 2, aProfile({ chargingProfileId: 51, stackLevel: 1 }), "NotSupported");
  assertEquals((await installed(pair)).toSorted(), [[1, 1, "Night"], [2, 50, null]]);
  const { status, body } = await order(pair.server, "SetChargingProfile", {
    connectorId: 1,
    csChargingProfiles: "Day",
  });
  assertEquals([status, body.errors], [422, [
    { path: "/csChargingProfiles", message: "Expected a profile, or the name of a template" },
  ]]);
  assertEquals((await pair.server.get("/api/chargers/nobody/charging-profiles")).status, 404);
});

Deno.test("a profile replaces that of the same place, purpose and level, and that of the same id", async () => {
  await using pair = await aPair();
  await install(pair, 1, aProfile({ chargingProfileId: 1 }));
  await install(pair, 1, aProfile({ chargingProfileId: 2 }));
  await install(pair, 2, aProfile({ chargingProfileId: 3 }));
  assertEquals((await installed(pair)).toSorted(), [[1, 2, null], [2, 3, null]]);
  await install(pair, 1, aProfile({ chargingProfileId: 3, stackLevel: 1 }));
  assertEquals((await installed(pair)).toSorted(), [[1, 2, null], [1, 3, null]]);
  await install(pair, 1, aProfile({ chargingProfileId: 3, stackLevel: 1, validFrom: "2030-01-01T00:00:00Z" }));
  assertEquals((await installed(pair)).toSorted(), [[1, 2, null], [1, 3, null]]);
});

Deno.test("ClearChargingProfile takes away what it names, when the charger accepts it", async () => {
  await using pair = await aPair();
  const max = { chargingProfilePurpose: "ChargePointMaxProfile" };
  const clear = (payload: object, status = "Accepted") => ask(pair, "ClearChargingProfile", payload, { status });
  const all = async () => (await installed(pair)).map(([, id]) => id).toSorted();
  await install(pair, 0, aProfile({ chargingProfileId: 1, ...max }));
  await install(pair, 0, aProfile({ chargingProfileId: 2 }));
  await install(pair, 1, aProfile({ chargingProfileId: 3 }));
  await install(pair, 1, aProfile({ chargingProfileId: 4, stackLevel: 1 }));
  await clear({}, "Unknown");
  await clear({ id: 99 });
  await clear({ connectorId: 0, stackLevel: 1 });
  assertEquals(await all(), [1, 2, 3, 4]);
  await clear({ connectorId: 1, stackLevel: 1 });
  assertEquals(await all(), [1, 2, 3]);
  await clear(max);
  assertEquals(await all(), [2, 3]);
  await clear({ id: 3 });
  assertEquals(await all(), [2]);
  await clear({});
  assertEquals(await all(), []);
});

Deno.test("a TxProfile of a template names what runs on the connector, and is gone when that has ended", async () => {
  await using pair = await aPair();
  const profile = aProfile({ chargingProfilePurpose: "TxProfile" });
  await send(pair.server, "POST", PATH, { name: "Now", profile });
  const transactionId = await start(pair, 1);
  const { payload } = await install(pair, 1, "Now");
  assertEquals(payload.csChargingProfiles, { chargingProfileId: 1, transactionId, ...profile });
  await start(pair, 2);
  await install(pair, 2, { ...profile, chargingProfileId: 9 });
  assertEquals((await installed(pair)).toSorted(), [[1, 1, "Now"], [2, 9, null]]);
  const stop = { transactionId, meterStop: 5, timestamp: new Date().toISOString() };
  await pair.charger.call("StopTransaction", stop);
  assertEquals(await installed(pair), [[2, 9, null]]);
  await start(pair, 1);
  await pair.charger.call("StopTransaction", { ...stop, transactionId: transactionId + 1 });
  assertEquals(await installed(pair), []);
});
