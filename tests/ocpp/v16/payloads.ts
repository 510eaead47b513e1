/** Payloads made from a schema: what it allows, in all its variety. */
import fc from "fast-check";
import type { Message, Schema } from "./official.ts";

/** Payloads that keep the standard. Members stand in the schema's order. */
export function keeping(message: Message, schema: Schema): fc.Arbitrary<object> {
  const settle = acrossMembers[message];
  // Every message is an object, and a rule takes what its own message is.
  return valueOf(schema).map((value) => settle === undefined ? value as object : settle(value as never));
}

function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case "object":
      return objectOf(schema);
    case "array":
      return fc.array(valueOf(schema.items!), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer({ min: schema.minimum, max: schema.maximum });
    case "number":
      return fc.integer({ min: -1_000_000, max: 1_000_000 }).map((tenths) => tenths / 10);
    case "boolean":
      return fc.boolean();
    default:
      throw new Error(`Cannot make a value of ${JSON.stringify(schema)}: it has no type`);
  }
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<object> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)]));
  return fc.record(members, { requiredKeys: required, noNullPrototype: true });
}

function textOf(schema: Schema): fc.Arbitrary<string> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.format === "date-time") return writtenTime;
  if (schema.format === "uri") return fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constantFrom(...uris));
  const length = schema.maxLength ?? 5_000;
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: Math.min(length, 30) }) },
    { weight: 1, arbitrary: fc.constant("x".repeat(length)) },
  );
}

const uris = ["ftp://user:secret@example.com:2121/logs/", "sftp://[::1]/in", "http://example.com/a%20b?c=d#e"];

const writtenTime = fc.tuple(
  fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
  fc.constantFrom(
    (iso: string) => iso,
    (iso: string) => iso.replace(/\.\d+/, ""),
    (iso: string) => iso.replace("Z", "+02:00"),
    (iso: string) => iso.replace("Z", "123-11:30"),
  ),
).map(([date, write]) => write(date.toISOString()));

interface Profile {
  transactionId?: number;
  chargingProfilePurpose: string;
  chargingSchedule: { chargingSchedulePeriod: { startPeriod: number }[] };
}

/** What the standard asks of members together, which a schema cannot say. */
const acrossMembers: Record<string, (payload: never) => object> = {
  "RemoteStartTransaction.req": (payload: { chargingProfile?: Profile }) => {
    if (payload.chargingProfile !== undefined) startAtZero(payload.chargingProfile);
    return payload;
  },
  "SendLocalList.req": (payload: {
    localAuthorizationList?: { idTag: string; idTagInfo?: object }[];
    updateType: string;
  }) => {
    for (const [i, one] of (payload.localAuthorizationList ?? []).entries()) {
      one.idTag = `${i}${one.idTag}`.slice(0, 20);
      if (payload.updateType === "Full") one.idTagInfo ??= { status: "Accepted" };
    }
    return payload;
  },
  "SetChargingProfile.req": (payload: { connectorId: number; csChargingProfiles: Profile }) => {
    const profile = payload.csChargingProfiles;
    startAtZero(profile);
    if (profile.chargingProfilePurpose !== "TxProfile") delete profile.transactionId;
    if (profile.chargingProfilePurpose === "TxProfile") payload.connectorId ||= 1;
    if (profile.chargingProfilePurpose === "ChargePointMaxProfile") payload.connectorId = 0;
    return payload;
  },
};

function startAtZero({ chargingSchedule }: Profile): void {
  chargingSchedule.chargingSchedulePeriod[0].startPeriod = 0;
}
