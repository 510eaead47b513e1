/** Who may use the dashboard and the API: on a private machine nobody is asked; else people log in, and programs have tokens. */
import type { Clock } from "../clock.ts";
import type { Operator, User } from "../domain/operator.ts";
import type { Log } from "../log.ts";
import { networkOf } from "../network.ts";
import type { Store } from "../store/mod.ts";
import type { ApiTokens } from "./api_tokens.ts";
import { type Passwords, PasswordsBusyError } from "./passwords.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { Throttle } from "./throttle.ts";

/** A session ends after so long without a request, and so long after its log-in at the latest. */
export const IDLE_MS = 12 * 3_600_000;
export const SESSION_MS = 7 * 86_400_000;
/** That a session is in use is written down once in so long. */
const SEEN_NOTED_MS = 5 * 60_000;
/** That there is still no operator is believed for so long; another process may have made one. */
const NOBODY_MS = 5_000;
/** Many people may have one address. */
const FREE_BY_NAME = 5;
const FREE_BY_ADDRESS = 20;
const BUSY_WAIT_S = 5;
/** Nobody has a longer name. */
const LONGEST_NAME = 255;

/** What a request brings to say who sends it; `isFromHere`: a browser or program on this machine, without a proxy. */
export interface Credential {
  bearer: string | null;
  session: string | null;
  isFromHere: boolean;
}

/** `operator` is the name of the one who was meant; null: there is none of that name. */
export type LogIn =
  | { type: "in"; token: string; operator: string }
  | { type: "wrong"; operator: string | null }
  | { type: "throttled"; waitS: number };

export type PasswordCheck = { type: "right"; operator: Operator } | Exclude<LogIn, { type: "in" }>;

export class Auth {
  readonly #byName: Throttle;
  readonly #byAddress: Throttle;
  #isAsking = false;
  #foundNobodyAt = -Infinity;

  constructor(
    private readonly parts: { store: Store; apiTokens: ApiTokens; passwords: Passwords; clock: Clock; log: Log },
  ) {
    this.#byName = new Throttle(parts.clock, FREE_BY_NAME);
    this.#byAddress = new Throttle(parts.clock, FREE_BY_ADDRESS);
  }

  /** Whether there is anybody to log in. From then on there always is: the last admin stays. */
  async asksForLogin(): Promise<boolean> {
    const now = this.parts.clock.elapsed();
    if (!this.#isAsking && now - this.#foundNobodyAt > NOBODY_MS) {
      this.#isAsking = !await this.parts.store.operators.isEmpty();
      this.#foundNobodyAt = now;
    }
    return this.#isAsking;
  }

  /** There is an operator now. */
  operatorAdded(): void {
    this.#isAsking = true;
  }

  /** Who sends a request; null: somebody who may not. A token that is no good is not made up for by a session. */
  async whoIs({ bearer, session, isFromHere }: Credential): Promise<User | null> {
    if (bearer !== null) return await this.parts.apiTokens.whoIs(bearer);
    if (!await this.asksForLogin()) return isFromHere ? { name: null, role: "admin", authentication: "none" } : null;
    return session === null ? null : await this.#whoHas(session);
  }

  /** Opens a session for whoever knows name and password. How long it takes does not tell which of them is wrong. */
  async logIn(given: { name: string; password: string; address: string | null }): Promise<LogIn> {
    const { password, address } = given;
    const name = given.name.slice(0, LONGEST_NAME);
    const operator = await this.parts.store.operators.find(name);
    const outcome = await this.checkPassword({ operator, name, password, address });
    if (outcome.type !== "right") return outcome;
    const lastLoginAt = this.parts.clock.now();
    await this.parts.store.operators.change(outcome.operator.name, (now) => ({ ...now, lastLoginAt }));
    return { type: "in", token: await this.openSession(outcome.operator), operator: outcome.operator.name };
  }

  /** Throttled by the name that was given and by the address it comes from. */
  async checkPassword(
    { operator, name, password, address }: {
      operator: Operator | null;
      name: string;
      password: string;
      address: string | null;
    },
  ): Promise<PasswordCheck> {
    const tries: [Throttle, string][] = [[this.#byName, name.toLowerCase()], [this.#byAddress, networkOf(address)]];
    const waitMs = Math.max(...tries.map(([throttle, key]) => throttle.waitMs(key)));
    if (waitMs > 0) return { type: "throttled", waitS: Math.ceil(waitMs / 1000) };
    const wrong = { type: "wrong" as const, operator: operator?.name ?? null };
    for (const [throttle, key] of tries) throttle.failed(key);
    try {
      const { isRight, isOutdated } = await this.parts.passwords.verify(password, operator?.passwordHash ?? null);
      if (!isRight || operator === null) return wrong;
      for (const [throttle, key] of tries) throttle.succeeded(key);
      if (!isOutdated) return { type: "right", operator };
      const passwordHash = await this.parts.passwords.hash(password);
      const renewed = await this.parts.store.operators.change(
        operator.name,
        (now) => now.passwordHash === operator.passwordHash ? { ...now, passwordHash } : now,
      );
      return typeof renewed === "string" ? wrong : { type: "right", operator: renewed };
    } catch (error) {
      if (!(error instanceof PasswordsBusyError)) throw error;
      return { type: "throttled", waitS: BUSY_WAIT_S };
    }
  }

  /** @returns the new session's token */
  async openSession({ name, sessionKey }: Operator): Promise<string> {
    const { store, clock } = this.parts;
    const now = clock.now();
    const token = newSecret();
    const session = { v: 2 as const, operator: name, sessionKey, startedAt: now, seenAt: now };
    await store.sessions.add(await hashSecret(token), session, now + IDLE_MS);
    return token;
  }

  async logOut(token: string): Promise<void> {
    await this.parts.store.sessions.remove(await hashSecret(token));
  }

  async #whoHas(token: string): Promise<User | null> {
    const { store, clock, log } = this.parts;
    const now = clock.now();
    const hash = await hashSecret(token);
    const session = await store.sessions.find(hash);
    if (session === null || now - session.seenAt > IDLE_MS || now - session.startedAt > SESSION_MS) return null;
    const operator = await store.operators.find(session.operator);
    if (operator === null || operator.sessionKey !== session.sessionKey) return null;
    if (now - session.seenAt > SEEN_NOTED_MS) {
      const endsAt = Math.min(now + IDLE_MS, session.startedAt + SESSION_MS);
      await store.sessions.seen(hash, now, endsAt).catch((error) => log.warn("Cannot write down a session", { error }));
    }
    return { name: operator.name, role: operator.role, authentication: "session" };
  }
}
