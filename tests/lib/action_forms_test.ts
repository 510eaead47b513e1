import { assertEquals } from "@std/assert";
import { actionsOf, formOf } from "../../lib/action_forms.ts";
import { faultsOf, type Member } from "../../lib/domain/action_form.ts";

function members(action: string): Member[] {
  return formOf("ocpp1.6", action)?.members ?? [];
}

Deno.test("every action of the version has a form, and nothing else has", () => {
  assertEquals(actionsOf("ocpp1.6").length, 26);
  for (const action of actionsOf("ocpp1.6")) assertEquals(formOf("ocpp1.6", action)?.action, action);
  assertEquals(formOf("ocpp1.6", "toString"), null);
  assertEquals(actionsOf(null), actionsOf("ocpp1.6"));
});

Deno.test("a form says of each member what its schema wants, and what the server fills in", () => {
  assertEquals(members("ReserveNow"), [
    {
      name: "connectorId",
      field: { type: "number", least: 0, most: null, decimals: 0 },
      isRequired: true,
      isSupplied: false,
    },
    { name: "expiryDate", field: { type: "time" }, isRequired: true, isSupplied: false },
    {
      name: "idTag",
      field: { type: "text", most: 20, isAscii: true, isLong: false },
      isRequired: true,
      isSupplied: false,
    },
    {
      name: "parentIdTag",
      field: { type: "text", most: 20, isAscii: true, isLong: false },
      isRequired: false,
      isSupplied: false,
    },
    {
      name: "reservationId",
      field: { type: "number", least: null, most: null, decimals: 0 },
      isRequired: true,
      isSupplied: true,
    },
  ]);
  assertEquals(members("Reset")[0].field, { type: "choice", words: ["Hard", "Soft"] });
});

Deno.test("groups and lists are forms within a form", () => {
  const profile = members("SetChargingProfile").find(({ name }) => name === "csChargingProfiles")?.field;
  const schedule = profile?.type === "group" ? profile.members.find(({ name }) => name === "chargingSchedule") : null;
  const periods = schedule?.field.type === "group"
    ? schedule.field.members.find(({ name }) => name === "chargingSchedulePeriod")?.field
    : null;
  assertEquals(periods, {
    type: "list",
    least: 1,
    item: {
      type: "group",
      members: [
        {
          name: "startPeriod",
          field: { type: "number", least: 0, most: null, decimals: 0 },
          isRequired: true,
          isSupplied: false,
        },
        {
          name: "limit",
          field: { type: "number", least: null, most: null, decimals: 1 },
          isRequired: true,
          isSupplied: false,
        },
        {
          name: "numberPhases",
          field: { type: "number", least: 1, most: 3, decimals: 0 },
          isRequired: false,
          isSupplied: false,
        },
      ],
    },
  });
});

const cases: [
  name: string,
  action: string,
  payload: Record<string, unknown>,
  faults: [path: string, code: string][],
][] = [
  ["what is missing", "RemoteStartTransaction", {}, [["/idTag", "missing"]]],
  ["what the server supplies is not missed", "ReserveNow", { connectorId: 1, expiryDate: "x", idTag: "T" }, []],
  ["a text that is too long", "RemoteStartTransaction", { idTag: "x".repeat(21) }, [["/idTag", "too-long"]]],
  ["a text that is no ASCII", "RemoteStartTransaction", { idTag: "Ä" }, [["/idTag", "not-ascii"]]],
  ["what is no number", "UnlockConnector", { connectorId: "one" }, [["/connectorId", "not-a-number"]]],
  ["a number that is too small", "UnlockConnector", { connectorId: 0 }, [["/connectorId", "too-small"]]],
  ["a part of a whole number", "UnlockConnector", { connectorId: 1.5 }, [["/connectorId", "not-whole"]]],
  ["a word that there is not", "Reset", { type: "Warm" }, [["/type", "no-choice"]]],
  [
    "what is wrong deep within",
    "SetChargingProfile",
    {
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 1,
        stackLevel: 0,
        chargingProfilePurpose: "TxDefaultProfile",
        chargingProfileKind: "Relative",
        chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 6.25 }] },
      },
    },
    [["/csChargingProfiles/chargingSchedule/chargingSchedulePeriod/0/limit", "not-whole"]],
  ],
];

for (const [name, action, payload, wanted] of cases) {
  Deno.test(`a form finds before it is sent: ${name}`, () => {
    assertEquals(faultsOf(members(action), payload).map(({ path, code }) => [path, code]), wanted);
  });
}
