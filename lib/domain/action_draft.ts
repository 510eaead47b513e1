/** A payload while somebody fills it in. Pure. */
import type { Field, Member } from "./action_form.ts";

export type Payload = Record<string, unknown>;

/** What stands there from the start: groups and lists that are needed, and words of which there is only one. */
export function emptyPayload(members: Member[]): Payload {
  return Object.fromEntries(
    members.filter(({ isRequired, isSupplied }) => isRequired && !isSupplied)
      .map(({ name, field }) => [name, emptyValue(field)]).filter(([, value]) => value !== undefined),
  );
}

export function emptyValue(field: Field): unknown {
  switch (field.type) {
    case "group":
      return emptyPayload(field.members);
    case "list":
      return Array.from({ length: field.least }, () => emptyValue(field.item));
    case "choice":
      return field.words.length === 1 ? field.words[0] : undefined;
    default:
      return undefined;
  }
}

/**
 * The value with another one at `path`; `undefined` takes it away. Of a list the rest moves up.
 *
 * @example withAt({idTag: "T"}, ["connectorId"], 1)  →  {idTag: "T", connectorId: 1}
 */
export function withAt(value: unknown, [first, ...rest]: (string | number)[], changed: unknown): unknown {
  if (first === undefined) return changed;
  if (Array.isArray(value) && typeof first === "number") {
    if (rest.length === 0 && changed === undefined) return value.toSpliced(first, 1);
    return value.with(first, withAt(value[first], rest, changed));
  }
  const object: Payload = typeof value === "object" && value !== null ? { ...value } : {};
  const inner = withAt(object[first], rest, changed);
  if (inner === undefined) delete object[first];
  else object[first] = inner;
  return object;
}
