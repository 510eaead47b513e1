import { assertEquals } from "@std/assert";
import type { AnyOutbound } from "../../../ocpp/action.ts";
import { toCharger } from "../../../ocpp/v16/to_charger.ts";

/** What is wrong with a request, as `path: message`. */
function faultsOf(row: AnyOutbound, request: unknown): string[] {
  const { error } = row.request.safeParse(request);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join("/")}: ${message}`);
}

function aProfile(given: Record<string, unknown> = {}) {
  return {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: "TxDefaultProfile",
    chargingProfileKind: "Absolute",
    chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] },
    ...given,
  };
}

function aSchedule(...chargingSchedulePeriod: unknown[]) {
  return aProfile({ chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod } });
}

Deno.test("a charging profile's members go out in the standard's order, whatever order they came in", () => {
  const sent = toCharger.SetChargingProfile.request.parse({
    csChargingProfiles: {
      chargingSchedule: { chargingSchedulePeriod: [{ limit: 8.1, startPeriod: 0 }], chargingRateUnit: "W" },
      chargingProfileKind: "Relative",
      chargingProfilePurpose: "TxProfile",
      stackLevel: 2,
      transactionId: 7,
      chargingProfileId: 3,
    },
    connectorId: 1,
  });
  assertEquals(
    JSON.stringify(sent),
    '{"connectorId":1,"csChargingProfiles":{"chargingProfileId":3,"transactionId":7,"stackLevel":2,' +
      '"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":' +
      '{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":8.1}]}}}',
  );
});

Deno.test("a limit has at most one digit behind the point", () => {
  const faults = (limit: number) =>
    faultsOf(toCharger.SetChargingProfile, {
      connectorId: 1,
      csChargingProfiles: aSchedule({ startPeriod: 0, limit }),
    }).length;
  for (const limit of [0, 0.1, 0.3, 8.1, 16.7, 22000.7, 123456.7, -3.3]) assertEquals(faults(limit), 0, String(limit));
  for (const limit of [8.15, 0.05, 1e-7, 16.000001]) assertEquals(faults(limit), 1, String(limit));
});

Deno.test("a charging schedule has a period, and its first one starts at 0", () => {
  const path = "csChargingProfiles/chargingSchedule/chargingSchedulePeriod";
  const faults = (...periods: unknown[]) =>
    faultsOf(toCharger.SetChargingProfile, { connectorId: 1, csChargingProfiles: aSchedule(...periods) });
  assertEquals(faults(), [`${path}: Expected at least one period`]);
  assertEquals(faults({ startPeriod: 60, limit: 6 }), [
    `${path}/0/startPeriod: Expected the first period to start at 0`,
  ]);
  assertEquals(faults({ startPeriod: 0, limit: 6 }, { startPeriod: 60, limit: 16 }), []);
});

Deno.test("a charging profile's purpose fits its connector, and only a TxProfile names a transaction", () => {
  const faults = (connectorId: number, given: Record<string, unknown>) =>
    faultsOf(toCharger.SetChargingProfile, { connectorId, csChargingProfiles: aProfile(given) });
  assertEquals(faults(0, { chargingProfilePurpose: "ChargePointMaxProfile" }), []);
  assertEquals(faults(1, { chargingProfilePurpose: "ChargePointMaxProfile" }), [
    "connectorId: Expected 0, as for any ChargePointMaxProfile",
  ]);
  assertEquals(faults(1, { chargingProfilePurpose: "TxProfile", transactionId: 5 }), []);
  assertEquals(faults(0, { chargingProfilePurpose: "TxProfile" }), [
    "connectorId: Expected 1 or more, as for any TxProfile",
  ]);
  assertEquals(faults(0, { transactionId: 5 }), [
    "csChargingProfiles/transactionId: Expected none: only a TxProfile has a transaction",
  ]);
});

Deno.test("a remote start's profile is a TxProfile without a transaction", () => {
  const faults = (given: Record<string, unknown>) =>
    faultsOf(toCharger.RemoteStartTransaction, { idTag: "TAG-1", chargingProfile: aProfile(given) });
  assertEquals(faults({ chargingProfilePurpose: "TxProfile" }), []);
  assertEquals(faults({}), ["chargingProfile/chargingProfilePurpose: Expected one of TxProfile"]);
  assertEquals(faults({ chargingProfilePurpose: "TxProfile", transactionId: 5 }), [
    'chargingProfile: Unrecognized key: "transactionId"',
  ]);
});

Deno.test("a local list has each tag once, in whatever case, and a full one says what each may", () => {
  const idTagInfo = { status: "Accepted" };
  const faults = (updateType: string, ...localAuthorizationList: unknown[]) =>
    faultsOf(toCharger.SendLocalList, { listVersion: 1, localAuthorizationList, updateType });
  assertEquals(faults("Full", { idTag: "A", idTagInfo }, { idTag: "B", idTagInfo }), []);
  assertEquals(faults("Full", { idTag: "A", idTagInfo }, { idTag: "a", idTagInfo }), [
    "localAuthorizationList/1/idTag: Expected each tag once",
  ]);
  assertEquals(faults("Full", { idTag: "A" }), [
    "localAuthorizationList/0/idTagInfo: Missing, which only a Differential update may mean",
  ]);
  assertEquals(faults("Differential", { idTag: "A" }), []);
  assertEquals(faultsOf(toCharger.SendLocalList, { listVersion: 1, updateType: "Full" }), []);
});

Deno.test("a tag or a key that is not printable ASCII is not sent, a configuration value may be", () => {
  assertEquals(faultsOf(toCharger.RemoteStartTransaction, { idTag: "TÄG" }), ["idTag: Expected printable ASCII only"]);
  assertEquals(faultsOf(toCharger.ChangeConfiguration, { key: "Ä", value: "x" }), [
    "key: Expected printable ASCII only",
  ]);
  assertEquals(faultsOf(toCharger.ChangeConfiguration, { key: "Greeting", value: "Grüß Gott" }), []);
});

Deno.test("every fault of a request is told with its path", () => {
  assertEquals(faultsOf(toCharger.ReserveNow, { connectorId: "1", expiryDate: "tomorrow", idTag: null, extra: 1 }), [
    "connectorId: Expected an integer",
    "expiryDate: Expected an ISO 8601 time with its zone, such as 2026-01-31T12:00:00Z",
    "idTag: Expected a string",
    "reservationId: Missing",
    ': Unrecognized key: "extra"',
  ]);
  assertEquals(faultsOf(toCharger.ClearCache, []), [": Expected an object"]);
});

Deno.test("configuration is kept as the charger tells it: keys in any case, values of any length", () => {
  const value = "x".repeat(5_000);
  const response = {
    configurationKey: [
      { key: "heartbeatinterval", readonly: "false", value: 300 },
      { key: "Certificates", readonly: true, value, source: "acme" },
      { key: "AuthorizationKey", readonly: false, value: null },
    ],
    unknownKey: null,
  };
  assertEquals(toCharger.GetConfiguration.response.parse(response), {
    configurationKey: [
      { key: "heartbeatinterval", readonly: false, value: "300" },
      { key: "Certificates", readonly: true, value, source: "acme" },
      { key: "AuthorizationKey", readonly: false },
    ],
  });
});
