/** Operators and API tokens: who uses the dashboard and the API, and in which role. */
import { z } from "zod";

/** Each may do what those before it may. */
export const roles = ["viewer", "operator", "admin"] as const;
export type Role = typeof roles[number];

export function reaches(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Who sends a request. `name` null: nobody is asked on this machine. */
export interface User {
  name: string | null;
  role: Role;
  authentication: "none" | "session" | "token";
}

/** How what somebody did is signed; an operator's name has no blank in it. */
export function signatureOf({ name, authentication }: User): string | null {
  return authentication === "token" ? `token ${name}` : name;
}

const role = z.enum(roles);

/** Times are epoch ms. A session holds while `sessionKey` is the one it was opened under. */
export const operatorSchema = z.object({
  v: z.literal(1),
  name: z.string(),
  role,
  passwordHash: z.string(),
  sessionKey: z.string(),
  createdAt: z.number(),
  createdBy: z.string().nullable(),
  passwordChangedAt: z.number(),
  lastLoginAt: z.number().nullable(),
});
export type Operator = z.infer<typeof operatorSchema>;

/** `hash` is the SHA-256 of its secret, in hex. `lastUsedAt` is true to the hour. */
export const tokenSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  name: z.string(),
  role,
  hash: z.string(),
  createdAt: z.number(),
  createdBy: z.string().nullable(),
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

/** `isFromSettings`: while OPERATOR_PASSWORD is set, it makes this operator what it is. */
export interface OperatorView {
  name: string;
  role: Role;
  isFromSettings: boolean;
  createdAt: string;
  createdBy: string | null;
  passwordChangedAt: string;
  lastLoginAt: string | null;
}

export interface TokenView {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  createdBy: string | null;
  expiresAt: string | null;
  isExpired: boolean;
  lastUsedAt: string | null;
}

/** A token as it is shown once: with its text. */
export type NewTokenView = TokenView & { token: string };
