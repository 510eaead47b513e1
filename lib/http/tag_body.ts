/** A tag as a program sends it; what is left out is as if never decided. */
import { z } from "zod";
import { parseTime } from "../domain/time.ts";

/** IdToken, OCPP 1.6 §7.28: at most 20 characters, printable ASCII (§7.15). */
export const tagName = z.string().trim().regex(/^[\x20-\x7e]{1,20}$/, "Expected 1 to 20 ASCII characters");

const time = z.string().transform((text, context) => {
  const at = parseTime(text);
  if (at === null) context.issues.push({ code: "custom", input: text, message: "Expected an ISO 8601 time" });
  return at ?? NaN;
});

export const tagBody = z.strictObject({
  label: z.string().trim().max(100).nullable().default(null).transform((text) => text || null),
  blocked: z.boolean().default(false),
  expiresAt: time.nullable().default(null),
  parentIdTag: tagName.nullable().default(null),
  maxActiveTransactions: z.int().min(1).max(1_000).nullable().default(null),
});
