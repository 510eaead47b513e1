/** Operators and tokens of a test's server, and what their requests carry. */
import type { Role, User } from "../lib/domain/operator.ts";
import type { Services } from "../lib/services.ts";

const ADMIN: User = { name: null, role: "admin", authentication: "none" };

/** Adds an operator, `viewer`, `operator` or `admin` by name unless given. */
export async function addOperator(
  { accounts }: Services,
  { role, name = role, password = "correct horse" }: { role: Role; name?: string; password?: string },
): Promise<string> {
  const added = await accounts.add({ name, role, password }, ADMIN);
  if (typeof added === "string") throw new Error(`Cannot add the operator "${name}": ${added}`);
  return added.name;
}

/** The token of a new session. */
export async function openSession({ store, auth }: Services, name: string): Promise<string> {
  const operator = await store.operators.find(name);
  if (operator === null) throw new Error(`Cannot log in: there is no operator "${name}"`);
  return await auth.openSession(operator);
}

/** The headers of somebody who has logged in. */
export async function asOperator(services: Services, name: string): Promise<{ cookie: string }> {
  return { cookie: `session=${await openSession(services, name)}` };
}

/** The headers of a program with a token of its own. */
export async function asToken(
  { apiTokens }: Services,
  { role, name = role, expiresAt = null }: { role: Role; name?: string; expiresAt?: number | null },
): Promise<{ authorization: string }> {
  const added = await apiTokens.add({ name, role, expiresAt }, ADMIN);
  if (added === "above") throw new Error("Cannot add the token");
  return { authorization: `Bearer ${added.token}` };
}
