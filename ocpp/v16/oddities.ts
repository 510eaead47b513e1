/** What a charger's call does that OCPP 1.6 does not expect, and that was read as meant. It refuses nothing. */
import type { NoteKind, Oddity } from "../../lib/domain/fact.ts";
import type { Call } from "../frame.ts";
import { brief } from "./fields.ts";

/** The longest that the standard allows, of members with one name throughout (§6, §7). */
const LONGEST: ReadonlyMap<string, number> = new Map(Object.entries({
  chargeBoxSerialNumber: 25,
  chargePointModel: 20,
  chargePointSerialNumber: 25,
  chargePointVendor: 20,
  firmwareVersion: 50,
  iccid: 20,
  idTag: 20,
  imsi: 20,
  info: 50,
  messageId: 50,
  meterSerialNumber: 25,
  meterType: 25,
  vendorErrorCode: 50,
  vendorId: 255,
}));

/** The words of the standard for members where any word is taken (§7.31, §7.36, §7.40 to §7.45). */
const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries({
  context: new Set([
    "Interruption.Begin",
    "Interruption.End",
    "Other",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
  ]),
  format: new Set(["Raw", "SignedData"]),
  location: new Set(["Body", "Cable", "EV", "Inlet", "Outlet"]),
  reason: new Set([
    "DeAuthorized",
    "EVDisconnected",
    "EmergencyStop",
    "HardReset",
    "Local",
    "Other",
    "PowerLoss",
    "Reboot",
    "Remote",
    "SoftReset",
    "UnlockCommand",
  ]),
  // Both spellings of Celsius are the standard's own.
  unit: new Set([
    ...["Wh", "kWh", "varh", "kvarh", "W", "kW", "VA", "kVA", "var", "kvar", "A", "V"],
    ...["Celsius", "Celcius", "Fahrenheit", "K", "Percent"],
  ]),
}));

/** The standard's own messages have half as many levels; vendor data may have thousands, and is nobody's to look at. */
const DEEPEST = 10;

/** The usual forms of ISO 8601: with a zone. */
const USUAL_TIME = /^\S+T\S+(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Compares what was sent with what was read of it.
 *
 * It is asked for every call, so it only looks, and gives the first of each kind.
 * @param members those that the standard has; undefined: not known
 * @example {"connectorId":"1", …} read as {connectorId: 1, …}  →  [{kind: "value-coerced", detail: 'MeterValues connectorId "1"'}]
 */
export function odditiesOf(call: Call, read: unknown, members: ReadonlySet<string> | undefined): Oddity[] {
  const found = new Map<NoteKind, string>();
  const see = (kind: NoteKind, name: string, value: unknown) => {
    if (!found.has(kind)) {
      found.set(kind, `${call.action} ${name} ${brief(value, 200)}`.trim());
    }
  };
  look(call.payload, read, see);
  if (members !== undefined && isObject(call.payload)) {
    for (const name in call.payload) if (!members.has(name)) see("extra-member", name, call.payload[name]);
  }
  return [...found].map(([kind, detail]) => ({ kind, detail }));
}

type See = (kind: NoteKind, name: string, value: unknown) => void;

function look(sent: unknown, read: unknown, see: See, depth = 0): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(sent) && Array.isArray(read)) {
    for (let i = 0; i < sent.length; i++) look(sent[i], read[i], see, depth + 1);
  } else if (isObject(sent) && isObject(read)) {
    for (const name in sent) {
      const value = sent[name];
      if (value === null) see("null-member", name, value);
      else if (typeof value === "object") look(value, read[name], see, depth + 1);
      else compare(name, value, read[name], see);
    }
    if (read.timestamp === null) see("time-missing", "timestamp", sent.timestamp);
  }
}

function compare(name: string, sent: unknown, read: unknown, see: See): void {
  // It could not be read, which is told where it is let pass.
  if (read === null && name !== "timestamp") return;
  if (typeof sent !== "string") {
    if (typeof read === "string") see("value-coerced", name, sent);
    return;
  }
  if (name === "timestamp") {
    if (typeof read === "number" && !USUAL_TIME.test(sent)) see("time-odd", name, sent);
    return;
  }
  if (typeof read !== "string") return see("value-coerced", name, sent);
  if (sent.length > (LONGEST.get(name) ?? Infinity)) see("text-too-long", name, sent);
  if (sent !== "" && WORDS.get(name)?.has(sent) === false) see("vendor-word", name, sent);
  if (name === "idTag" && sent !== sent.trim()) see("text-padded", name, sent);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
