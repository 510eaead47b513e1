/** Operators as admins make, change and remove them, and as they change themselves. */
import type { Clock } from "../clock.ts";
import { type Operator, type OperatorView, reaches, type Role, signatureOf, type User } from "../domain/operator.ts";
import { iso } from "../domain/shape.ts";
import type { Ids } from "../ids.ts";
import type { Operators } from "../store/operators.ts";
import type { Auth, PasswordCheck } from "./auth.ts";
import type { Passwords } from "./passwords.ts";

/** The operator whose password the settings give. */
export const FIRST_OPERATOR = "admin";

/** Why an operator stays as they are. */
export type Refusal = "unknown" | "last-admin" | "from-settings" | "above";

export interface NewOperator {
  name: string;
  role: Role;
  password: string;
}

export class Accounts {
  constructor(
    private readonly parts: {
      operators: Operators;
      auth: Auth;
      passwords: Passwords;
      clock: Clock;
      ids: Ids;
      /** OPERATOR_PASSWORD */
      passwordFromSettings: string | null;
    },
  ) {}

  /** While the settings give a password, there is an admin of that password, whatever was before. */
  async start(): Promise<void> {
    const { operators, passwords, passwordFromSettings: password } = this.parts;
    if (password === null) return;
    const known = await operators.find(FIRST_OPERATOR);
    const isRight = known !== null && (await passwords.verify(password, known.passwordHash)).isRight;
    if (isRight && known.role === "admin") return;
    const fresh = await this.#new({ name: FIRST_OPERATOR, role: "admin", password }, null);
    if (await operators.add(fresh)) return;
    const { role, passwordHash, passwordChangedAt, sessionKey } = fresh;
    await operators.change(FIRST_OPERATOR, (now) => ({ ...now, role, passwordHash, passwordChangedAt, sessionKey }));
  }

  async list(): Promise<OperatorView[]> {
    return (await this.parts.operators.list()).map((one) => this.#show(one));
  }

  async find(name: string): Promise<OperatorView | null> {
    const found = await this.parts.operators.find(name);
    return found && this.#show(found);
  }

  /** The first one must be an admin: from then on everybody is asked to log in. */
  async add(given: NewOperator, by: User): Promise<OperatorView | "taken" | "first-not-admin" | "above"> {
    const { operators, auth } = this.parts;
    if (!reaches(by.role, given.role)) return "above";
    if (given.role !== "admin" && await operators.isEmpty()) return "first-not-admin";
    const operator = await this.#new(given, signatureOf(by));
    if (!await operators.add(operator)) return "taken";
    auth.operatorAdded();
    return this.#show(operator);
  }

  /** Ends the operator's sessions: who they are has changed. */
  async change(name: string, { role, password }: Partial<NewOperator>, by: User): Promise<OperatorView | Refusal> {
    const { operators, ids, clock } = this.parts;
    if (this.#isFromSettings(name)) return "from-settings";
    if (role !== undefined && !reaches(by.role, role)) return "above";
    const passwordHash = password === undefined ? null : await this.parts.passwords.hash(password);
    const changed = await operators.change(name, (now) => ({
      ...now,
      role: role ?? now.role,
      ...(passwordHash === null ? {} : { passwordHash, passwordChangedAt: clock.now() }),
      sessionKey: ids.unique(),
    }));
    return typeof changed === "string" ? refusal(changed) : this.#show(changed);
  }

  async remove(name: string): Promise<"removed" | Refusal> {
    if (this.#isFromSettings(name)) return "from-settings";
    const outcome = await this.parts.operators.change(name, () => null);
    return outcome === "removed" ? "removed" : refusal(outcome);
  }

  /** Ends all sessions of an operator; false: there is no such operator. */
  async endSessions(name: string): Promise<boolean> {
    const sessionKey = this.parts.ids.unique();
    return typeof await this.parts.operators.change(name, (now) => ({ ...now, sessionKey })) !== "string";
  }

  /**
   * Changes one's own password and ends all one's sessions.
   * @returns the token of a new session
   */
  async changeOwnPassword(
    name: string,
    { current, password, address }: { current: string; password: string; address: string | null },
  ): Promise<{ type: "changed"; token: string } | { type: Refusal } | Exclude<PasswordCheck, { type: "right" }>> {
    const { operators, auth } = this.parts;
    if (this.#isFromSettings(name)) return { type: "from-settings" };
    const operator = await operators.find(name);
    const checked = await auth.checkPassword({ operator, name, password: current, address });
    if (checked.type !== "right") return checked;
    const by: User = { name, role: checked.operator.role, authentication: "session" };
    const changed = await this.change(name, { password }, by);
    if (typeof changed === "string") return { type: changed };
    const now = await operators.find(name);
    return now === null ? { type: "unknown" } : { type: "changed", token: await auth.openSession(now) };
  }

  #isFromSettings(name: string): boolean {
    return this.parts.passwordFromSettings !== null && name.toLowerCase() === FIRST_OPERATOR;
  }

  async #new({ name, role, password }: NewOperator, createdBy: string | null): Promise<Operator> {
    const { passwords, clock, ids } = this.parts;
    const now = clock.now();
    return {
      v: 1,
      name,
      role,
      passwordHash: await passwords.hash(password),
      sessionKey: ids.unique(),
      createdAt: now,
      createdBy,
      passwordChangedAt: now,
      lastLoginAt: null,
    };
  }

  #show({ name, role, createdAt, createdBy, passwordChangedAt, lastLoginAt }: Operator): OperatorView {
    return {
      name,
      role,
      isFromSettings: this.#isFromSettings(name),
      createdAt: iso(createdAt),
      createdBy,
      passwordChangedAt: iso(passwordChangedAt),
      lastLoginAt: iso(lastLoginAt),
    };
  }
}

function refusal(outcome: Operator | "removed" | "unknown" | "last-admin"): "unknown" | "last-admin" {
  return outcome === "last-admin" ? outcome : "unknown";
}
