/** Operators, passwords and tokens, as a program or a form sends them. */
import { z } from "zod";
import { isCommonPassword } from "../auth/common_passwords.ts";
import { roles } from "../domain/operator.ts";
import { parseTime } from "../domain/time.ts";

const role = z.enum(roles, { error: `Expected ${roles.join(", ")}` });

/** Without blanks, so that a signature is told from a token's. */
export const operatorName = z.string({ error: "Expected a name" }).trim().normalize("NFC")
  .regex(/^[\p{L}\p{N}._@+-]{1,64}$/u, "Expected 1 to 64 letters, digits or . _ @ + -");

const password = z.string({ error: "Expected a password" })
  .min(8, "Expected at least 8 characters").max(256, "Expected at most 256 characters")
  .refine((given) => !isCommonPassword(given), "This is one of the passwords that are guessed first: choose another");

export const newOperatorBody = z.strictObject({ name: operatorName, role, password });

export const changedOperatorBody = z.strictObject({ role, password }).partial()
  .refine((given) => Object.keys(given).length > 0, "Expected a role or a password");

export const ownPasswordBody = z.strictObject({
  current: z.string({ error: "Expected your password of now" }).max(256, "Expected at most 256 characters"),
  new: password,
});

/** Without `expiresAt` it is good until it is removed. */
export const newTokenBody = z.strictObject({
  name: z.string({ error: "Expected a name" }).trim().min(1, "Expected 1 to 64 characters")
    .max(64, "Expected 1 to 64 characters"),
  role,
  expiresAt: z.string().transform((text, context) => {
    const at = parseTime(text);
    if (at === null) context.addIssue({ code: "custom", message: "Expected an ISO 8601 time" });
    return at ?? NaN;
  }).nullable().default(null),
});
