/** Each way in which one thing of a payload can break its schema. */
import type { ErrorCode } from "../../../ocpp/frame.ts";
import type { Schema } from "./official.ts";

export interface Mutation {
  /** What was done to the member at the path. */
  kind: string;
  path: (string | number)[];
  /** The member's schema. */
  schema: Schema;
  isRequired: boolean;
  /** The whole payload, mutated. */
  payload: unknown;
  /** What a charger hears when it sends this (OCPP-J 1.6 §4.2.3, table 7). */
  code: ErrorCode;
}

type Place = Pick<Mutation, "path" | "schema" | "isRequired">;
/** `change` makes the new value of the old one; undefined takes the member out. */
type Change = { kind: string; change: (value: unknown) => unknown; code: ErrorCode };

/** All mutations of a payload, one change each; of a list only its first element is changed. */
export function mutationsOf(schema: Schema, payload: unknown): Mutation[] {
  return placesOf({ path: [], schema, isRequired: true }, payload).flatMap((place) =>
    changesOf(place).map(({ kind, change, code }) => ({
      ...place,
      kind,
      code,
      payload: JSON.parse(JSON.stringify(changedAt(payload, place.path, change))),
    }))
  );
}

function placesOf(place: Place, value: unknown): Place[] {
  const { path, schema } = place;
  if (Array.isArray(value)) {
    if (value.length === 0) return [place];
    return [place, ...placesOf({ path: [...path, 0], schema: schema.items!, isRequired: true }, value[0])];
  }
  if (typeof value !== "object" || value === null) return [place];
  return [
    place,
    ...Object.entries(value).flatMap(([name, member]) =>
      placesOf({
        path: [...path, name],
        schema: schema.properties![name],
        isRequired: schema.required?.includes(name) ?? false,
      }, member)
    ),
  ];
}

function changesOf({ path, schema, isRequired }: Place): Change[] {
  if (path.length === 0) {
    return [
      put("a list for the payload", [], "FormationViolation"),
      put("text for the payload", "text", "FormationViolation"),
      put("a number for the payload", 5, "FormationViolation"),
      extraMember,
    ];
  }
  const isMember = typeof path.at(-1) === "string";
  return [
    ...wrongValues(schema),
    ...wrongTypes.filter(({ kind }) => kind !== rightType[schema.type!]),
    ...(isMember && isRequired ? [missing] : []),
    ...(isMember ? [isNull] : []),
  ];
}

function put(kind: string, value: unknown, code: ErrorCode): Change {
  return { kind, change: () => value, code };
}

const extraMember: Change = {
  kind: "an extra member",
  change: (value) => ({ ...Object(value), fromAcme: "extra" }),
  code: "PropertyConstraintViolation",
};
const missing = put("missing", undefined, "OccurenceConstraintViolation");
const isNull = put("null", null, "OccurenceConstraintViolation");

const wrongTypes: Change[] = [
  put("an object", {}, "TypeConstraintViolation"),
  put("a list", [], "TypeConstraintViolation"),
  put("text", "text", "TypeConstraintViolation"),
  put("a number", 12, "TypeConstraintViolation"),
  put("a boolean", true, "TypeConstraintViolation"),
];

const rightType = {
  object: "an object",
  array: "a list",
  string: "text",
  integer: "a number",
  number: "a number",
  boolean: "a boolean",
};

/** Values of the right JSON type, or nearly. */
function wrongValues(schema: Schema): Change[] {
  const { type, minimum, maximum, maxLength } = schema;
  const changes: Change[] = [];
  const add = (kind: string, value: unknown, code: ErrorCode) => changes.push(put(kind, value, code));
  if (type === "object") changes.push(extraMember);
  if (type === "boolean") add("a boolean in text", "True", "TypeConstraintViolation");
  if (type === "integer") add("a fraction", 1.5, "TypeConstraintViolation");
  if (type === "integer" || type === "number") add("a number in text", "12", "TypeConstraintViolation");
  if (schema.multipleOf !== undefined) add("too many digits", 8.15, "PropertyConstraintViolation");
  if (minimum !== undefined) add("too small", minimum - 1, "PropertyConstraintViolation");
  if (maximum !== undefined) add("too big", maximum + 1, "PropertyConstraintViolation");
  if (schema.minItems !== undefined) add("an empty list", [], "OccurenceConstraintViolation");
  if (maxLength !== undefined) {
    add("too long", "x".repeat(maxLength + 1), "PropertyConstraintViolation");
    add("far too long", "x".repeat(100_000), "PropertyConstraintViolation");
  }
  if (schema.enum !== undefined) {
    for (const word of ["Nonsense", schema.enum[0].toLowerCase(), ""]) {
      add("a word out of the set", word, "PropertyConstraintViolation");
    }
  }
  if (schema.format === "date-time") {
    for (const text of ["yesterday", "2026-13-01T12:00:00Z", "12:00:00Z"]) {
      add("no time", text, "PropertyConstraintViolation");
    }
    add("a day that its month does not have", "2026-02-30T12:00:00Z", "PropertyConstraintViolation");
    for (const text of ["2026-01-31T12:00:00", "2026-01-31T12:00Z", "2026-01-31 12:00:00"]) {
      add("a time written otherwise", text, "PropertyConstraintViolation");
    }
    add("an empty time", "", "PropertyConstraintViolation");
  }
  if (schema.format === "uri") {
    for (const text of ["", "no uri", "example.com", "http://exa mple.com/", "http://example.com/%zz", "C:\\logs"]) {
      add("no URI", text, "PropertyConstraintViolation");
    }
  }
  return changes;
}

function changedAt(value: unknown, path: (string | number)[], change: Change["change"]): unknown {
  if (path.length === 0) return change(value);
  const [step, ...rest] = path;
  if (Array.isArray(value)) return value.map((one, i) => i === step ? changedAt(one, rest, change) : one);
  return { ...Object(value), [step]: changedAt(Reflect.get(Object(value), step), rest, change) };
}
