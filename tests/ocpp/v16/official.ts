/** The official JSON schemas of OCPP 1.6 and of its security extension, and what the standard's text asks beyond them. */
import official from "ocpp-rpc/lib/schemas/ocpp1_6.json" with { type: "json" };
import { createValidator } from "ocpp-rpc/lib/validator.js";

/** As much of JSON schema as the official ones use. */
export interface Schema {
  $id?: string;
  $ref?: string;
  definitions?: Record<string, Schema>;
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  enum?: string[];
  format?: "date-time" | "uri";
  pattern?: string;
  maxLength?: number;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
}

/** A message by its name in the standard: `Authorize.req`, `Authorize.conf`. */
export type Message = `${string}.req` | `${string}.conf`;

const anyConnector = { minimum: 0 };
const oneConnector = { minimum: 1 };
const natural = { minimum: 0 };
const filled = { minItems: 1 };

/** What the text of the standard asks of a member beyond the schemas. */
const textRules: [message: Message, path: string, asks: Partial<Schema>, section: string][] = [
  ["ChangeAvailability.req", "connectorId", anyConnector, "§6.7"],
  ["ClearChargingProfile.req", "connectorId", anyConnector, "§6.13"],
  ["ClearChargingProfile.req", "stackLevel", natural, "§7.8"],
  ["ExtendedTriggerMessage.req", "connectorId", oneConnector, "§6.51"],
  ["GetCompositeSchedule.req", "connectorId", anyConnector, "§6.21"],
  ["GetCompositeSchedule.req", "duration", natural, "§6.21"],
  ["GetDiagnostics.req", "retries", natural, "§6.25"],
  ["GetDiagnostics.req", "retryInterval", natural, "§6.25"],
  ["GetLog.req", "retries", natural, "whitepaper"],
  ["GetLog.req", "retryInterval", natural, "whitepaper"],
  ["MeterValues.req", "connectorId", anyConnector, "§6.31"],
  ["MeterValues.req", "meterValue", filled, "§6.31"],
  ["MeterValues.req", "meterValue/*/sampledValue", filled, "§7.33"],
  ["RemoteStartTransaction.req", "connectorId", oneConnector, "§6.33"],
  ["RemoteStartTransaction.req", "chargingProfile/chargingProfilePurpose", { enum: ["TxProfile"] }, "§6.33"],
  ["ReserveNow.req", "connectorId", anyConnector, "§6.37"],
  ["SendLocalList.req", "listVersion", natural, "§5.10"],
  ["SetChargingProfile.req", "connectorId", anyConnector, "§6.43"],
  ["SignedUpdateFirmware.req", "retries", natural, "whitepaper"],
  ["SignedUpdateFirmware.req", "retryInterval", natural, "whitepaper"],
  ["StartTransaction.req", "connectorId", anyConnector, "§6.45 says > 0; KEBA sends 0"],
  ["StatusNotification.req", "connectorId", anyConnector, "§6.47"],
  ["StopTransaction.req", "transactionData/*/sampledValue", filled, "§7.33"],
  ["TriggerMessage.req", "connectorId", oneConnector, "§6.51"],
  ["UnlockConnector.req", "connectorId", oneConnector, "§6.53"],
  ["UpdateFirmware.req", "retries", natural, "§6.55"],
  ["UpdateFirmware.req", "retryInterval", natural, "§6.55"],
  ...profileRules("RemoteStartTransaction.req", "chargingProfile"),
  ...profileRules("SetChargingProfile.req", "csChargingProfiles"),
];

function profileRules(message: Message, profile: string): typeof textRules {
  const schedule = `${profile}/chargingSchedule`;
  return [
    [message, `${profile}/stackLevel`, natural, "§7.8"],
    [message, `${schedule}/duration`, natural, "§7.13"],
    [message, `${schedule}/chargingSchedulePeriod`, filled, "§7.13"],
    [message, `${schedule}/chargingSchedulePeriod/*/startPeriod`, natural, "§7.14"],
    [message, `${schedule}/chargingSchedulePeriod/*/numberPhases`, { minimum: 1, maximum: 3 }, "§7.14, §7.34"],
  ];
}

/** A date-time has a zone by RFC 3339 §5.6, which JSON schema means; the validator's formats forget it. */
const withZone = "([Zz]|[+-]\\d\\d:\\d\\d)$";

const officialSchemas: Schema[] = official as Schema[]; // The JSON's type is one literal of 6,000 lines.

/** Every message: the official schema with the rules of the text, and without references. */
export const standard: ReadonlyMap<string, Schema> = new Map(officialSchemas.map((schema) => {
  const message = schema.$id!.slice("urn:".length);
  const whole = withoutReferences(schema, schema.definitions ?? {});
  for (const [of, path, asks] of textRules) if (of === message) Object.assign(at(whole, path), asks);
  // The profile of a transaction that is yet to be started has no transaction to name (§5.16.2).
  if (message === "RemoteStartTransaction.req") delete at(whole, "chargingProfile").properties!.transactionId;
  return [message, whole];
}));

/** The names of all actions, each once. */
export const actions: string[] = [...new Set([...standard.keys()].map((message) => message.split(".")[0]))];

const officialValidator: Validator = createValidator("ocpp1.6", officialSchemas);
const standardValidator: Validator = createValidator("ocpp1.6", [...standard.values()]);
interface Validator {
  /** Throws when the payload breaks the schema. */
  validate(id: string, payload: unknown): void;
}

/** Why the official schema refuses a payload; null when it takes it. */
export function officialFault(message: Message, payload: unknown): string | null {
  return faultOf(officialValidator, message, payload);
}

/** Why the official schema or the text refuses a payload; null when both take it. */
export function standardFault(message: Message, payload: unknown): string | null {
  return faultOf(standardValidator, message, payload);
}

function faultOf(validator: Validator, message: Message, payload: unknown): string | null {
  try {
    validator.validate(`urn:${message}`, payload);
    return null;
  } catch (error) {
    return String(error);
  }
}

function withoutReferences(schema: Schema, definitions: Record<string, Schema>): Schema {
  if (schema.$ref !== undefined) return withoutReferences(definitions[schema.$ref.split("/").at(-1)!], definitions);
  const { definitions: _, ...rest } = schema;
  return {
    ...rest,
    ...(rest.format === "date-time" ? { pattern: withZone } : {}),
    ...(rest.items === undefined ? {} : { items: withoutReferences(rest.items, definitions) }),
    ...(rest.properties === undefined ? {} : {
      properties: Object.fromEntries(
        Object.entries(rest.properties).map(([name, one]) => [name, withoutReferences(one, definitions)]),
      ),
    }),
  };
}

function at(schema: Schema, path: string): Schema {
  return path.split("/").reduce((one, step) => step === "*" ? one.items! : one.properties![step], schema);
}
