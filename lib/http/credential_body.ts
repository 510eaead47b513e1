/** A charger's password, as a program sends it: as text, or any bytes as hex. */
import { z } from "zod";
import { isPassword, passwordBytes, WANTED_PASSWORD } from "../domain/credential.ts";

const text = z.string().regex(/^\P{Cc}*$/u, "Expected no control characters: give such bytes as passwordHex")
  .transform((password) => passwordBytes(new TextEncoder().encode(password))).refine(isPassword, WANTED_PASSWORD);

const hex = z.string().regex(/^([0-9a-fA-F]{2})*$/, "Expected two hex digits a byte")
  .transform((digits) => Uint8Array.fromHex(digits)).refine(isPassword, WANTED_PASSWORD);

/** The bytes of the password. */
export const credentialBody = z.strictObject({ password: text.optional(), passwordHex: hex.optional() })
  .transform(({ password, passwordHex }, context) => {
    if (password !== undefined && passwordHex === undefined) return password;
    if (passwordHex !== undefined && password === undefined) return passwordHex;
    context.addIssue({ code: "custom", message: "Expected either password or passwordHex" });
    return z.NEVER;
  });
