import { assertEquals, assertObjectMatch } from "@std/assert";
import type { Verdict } from "../../lib/domain/verdict/mod.ts";
import { aPair, ask, items, type Pair, send } from "./asking.ts";

async function verdict(pair: Pair): Promise<Verdict> {
  const verdicts = await items<Verdict>(pair.server, "/api/chargers/CP-1/diagnosis");
  assertEquals(verdicts.map(({ connectorId }) => connectorId), [1]);
  return verdicts[0];
}

function says({ code, evidence, next }: Verdict) {
  return { code, rests: evidence.map(({ code }) => code), next: next?.code ?? null };
}

async function told({ charger }: Pair, status: string, errorCode = "NoError") {
  await charger.call("StatusNotification", { connectorId: 1, status, errorCode });
}

Deno.test("the diagnosis of a charger knows the tag that was presented last, and how it was answered", async () => {
  await using pair = await aPair();
  await send(pair.server, "PUT", "/api/tags/LOST", { blocked: true });
  await told(pair, "Preparing");
  assertEquals(says(await verdict(pair)), { code: "waiting-for-tag", rests: ["status"], next: "start" });
  await pair.charger.call("Authorize", { idTag: "LOST" });
  const refused = await verdict(pair);
  assertEquals(says(refused), { code: "tag-blocked", rests: ["tag"], next: "unblock-tag" });
  assertEquals(refused.words, { tag: "LOST", status: "Blocked" });
  await send(pair.server, "PUT", "/api/tags/LOST", { blocked: false });
  await pair.charger.call("Authorize", { idTag: "LOST" });
  assertEquals(says(await verdict(pair)), { code: "waiting-for-car", rests: ["status", "tag"], next: "plug-in" });
});

Deno.test("the diagnosis of a charger follows what it is told to do and what it does", async () => {
  await using pair = await aPair();
  await told(pair, "Available");
  await ask(pair, "RemoteStartTransaction", { connectorId: 1, idTag: "T" }, { status: "Rejected" });
  assertEquals(says(await verdict(pair)).code, "start-rejected");
  const [start] = [{ connectorId: 1, idTag: "T", meterStart: 0, timestamp: new Date().toISOString() }];
  await pair.charger.call("StartTransaction", start);
  await told(pair, "SuspendedEVSE");
  assertEquals(says(await verdict(pair)).code, "paused-by-charger");
  const profile = {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: "TxDefaultProfile",
    chargingProfileKind: "Relative",
    chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 0 }] },
  };
  await ask(pair, "SetChargingProfile", { connectorId: 1, csChargingProfiles: profile }, { status: "Accepted" });
  const limited = await verdict(pair);
  assertEquals(says(limited), { code: "limited", rests: ["profile", "status"], next: "clear-profile" });
  assertObjectMatch(limited, {
    words: { limit: 0, unit: "A" },
    next: { command: { action: "ClearChargingProfile", payload: { id: 1 } } },
  });
});

Deno.test("the diagnosis of a charger that is not there is 404", async () => {
  await using pair = await aPair();
  assertEquals((await pair.server.get("/api/chargers/NOT/diagnosis")).status, 404);
});
