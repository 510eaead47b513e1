/**
 * The types of OCPP 1.6 fields, exactly as the standard has them: for what we send.
 *
 * Chargers are strict in what they take, and differ in what they make of the rest. What a charger sends is read with the
 * generous types of `fields.ts`.
 */
import type { TagInfo } from "../central.ts";
import { z } from "zod";
import { authorizationStatuses } from "./enums.ts";
import { oneOf, typed } from "./fields.ts";

/** A payload or a class of §7. Parsed, its members stand in the order they are given here; others are refused. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape, wanted = "an object") {
  return z.strictObject(shape, {
    error: (issue) => issue.code === "invalid_type" ? typed(wanted)(issue) : undefined,
  });
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: typed("a list") });
}

export const whole = z.int({ error: typed("an integer") });

/** How many, or how long in seconds. */
export const natural = whole.min(0, "Expected a number of 0 or more");

/** A connector; 0 is the charger as a whole. */
export const connectorOrCharger = whole.min(0, "Expected a connector number of 0 or more");

export const oneConnector = whole.min(1, "Expected a connector number of 1 or more");

/** A decimal with at most one digit behind the point (§7.13, §7.14). */
export const oneDecimal = z.number({ error: typed("a number") })
  // Not zod's multipleOf(): it takes 1e-7 for a multiple of 0.1.
  .refine((n) => Number(n.toFixed(1)) === n, "Expected at most one digit behind the point")
  .meta({ multipleOf: 0.1 });

export const string = z.string({ error: typed("a string") });

/** A string up to a length. */
export function upTo(length: number) {
  return string.max(length, `Expected at most ${length} characters`);
}

/** A CiString that names something: printable ASCII only (§2.2). */
export function name(length: number) {
  return upTo(length).regex(/^[\x20-\x7e]*$/, "Expected printable ASCII only");
}

/** IdToken, §7.28. */
export const idToken = name(20);

/** dateTime with its zone. */
export const dateTime = z.iso.datetime({
  offset: true,
  error: typed("an ISO 8601 time with its zone, such as 2026-01-31T12:00:00Z"),
});

/** anyURI with its scheme, in the characters of RFC 3986. */
export const uri = z.url({ error: typed("a URI, such as ftp://example.com/logs") })
  .regex(/^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i, "Expected a URI");

/** IdTagInfo, §7.27. */
export const idTagInfo = exactly({
  expiryDate: dateTime.optional(),
  parentIdTag: idToken.optional(),
  status: oneOf(authorizationStatuses),
});

/** What is known of a tag, as it goes over the wire. */
export function toIdTagInfo({ status, parentIdTag, expiresAt }: TagInfo): z.infer<typeof idTagInfo> {
  return {
    ...(expiresAt === undefined ? {} : { expiryDate: new Date(expiresAt).toISOString() }),
    ...(parentIdTag === undefined ? {} : { parentIdTag }),
    status,
  };
}
