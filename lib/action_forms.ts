/** The forms of the actions that a version of OCPP lets us send, made from their schemas. */
import { z } from "zod";
import type { AnyOutbound } from "../ocpp/action.ts";
import { subprotocols, versionOf } from "../ocpp/version.ts";
import type { ActionForm, Field, Member } from "./domain/action_form.ts";

/** A text of more characters is worth several lines. */
const LONG_TEXT = 300;

/** What zod tells of a schema (JSON Schema, draft 2020-12); only what decides here is named. */
const described: z.ZodType<Described> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.string()).optional(),
    pattern: z.string().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    multipleOf: z.number().optional(),
    minItems: z.number().optional(),
    items: described.optional(),
    properties: z.record(z.string(), described).optional(),
    required: z.array(z.string()).optional(),
  })
);

interface Described {
  type?: string;
  format?: string;
  enum?: string[];
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minItems?: number;
  items?: Described;
  properties?: Record<string, Described>;
  required?: string[];
}

/** The actions that may be sent to a charger of this protocol, by name. Null is one that has not connected yet. */
export function actionsOf(protocol: string | null): string[] {
  return Object.keys(versionOf(protocol ?? subprotocols[0]).toCharger).sort();
}

/** Null: there is no such action. */
export function formOf(protocol: string | null, action: string): ActionForm | null {
  const { toCharger } = versionOf(protocol ?? subprotocols[0]);
  return Object.hasOwn(toCharger, action) ? { action, members: membersOfRow(toCharger[action]) } : null;
}

function membersOfRow({ request, supplied = [] }: AnyOutbound): Member[] {
  const schema = described.parse(z.toJSONSchema(request, { io: "input", reused: "inline", unrepresentable: "any" }));
  return membersOf(schema, supplied, "");
}

function membersOf({ properties = {}, required = [] }: Described, supplied: string[], path: string): Member[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    field: fieldOf(schema, supplied, `${path}/${name}`),
    isRequired: required.includes(name),
    isSupplied: supplied.includes(`${path}/${name}`),
  }));
}

function fieldOf(schema: Described, supplied: string[], path: string): Field {
  const { type, format, enum: words, maxLength = null, minimum, maximum, multipleOf = 1 } = schema;
  if (words !== undefined) return { type: "choice", words };
  if (format === "date-time") return { type: "time" };
  switch (type) {
    case "object":
      return { type: "group", members: membersOf(schema, supplied, path) };
    case "array":
      return { type: "list", item: fieldOf(schema.items ?? {}, supplied, `${path}/*`), least: schema.minItems ?? 0 };
    case "integer":
      return { type: "number", least: bound(minimum), most: bound(maximum), decimals: 0 };
    case "number":
      return { type: "number", least: bound(minimum), most: bound(maximum), decimals: -Math.log10(multipleOf) };
    default:
      return {
        type: "text",
        most: maxLength,
        isAscii: schema.pattern === ASCII,
        isLong: maxLength !== null && maxLength > LONG_TEXT,
      };
  }
}

const ASCII = String.raw`^[\x20-\x7e]*$`;

/** zod's own bounds of whole numbers are none of the standard's. */
function bound(number: number | undefined): number | null {
  return number === undefined || Math.abs(number) === Number.MAX_SAFE_INTEGER ? null : number;
}
