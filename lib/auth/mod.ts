/** Who may use the dashboard and the API, made and started together. */
import type { Clock } from "../clock.ts";
import { type Config, ConfigError } from "../config.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/mod.ts";
import { Accounts } from "./accounts.ts";
import { ApiTokens } from "./api_tokens.ts";
import { AuditLog } from "./audit_log.ts";
import { Auth } from "./auth.ts";
import { Passwords } from "./passwords.ts";

export interface Access {
  auth: Auth;
  accounts: Accounts;
  apiTokens: ApiTokens;
  audit: AuditLog;
}

/** @throws {ConfigError} when others can reach the dashboard and there is nobody to log in */
export async function openAccess(
  store: Store,
  { config, passwords, clock, ids, log }: {
    config: Config;
    passwords: Passwords;
    clock: Clock;
    ids: Ids;
    log: Log;
  },
): Promise<Access> {
  const apiTokens = new ApiTokens({ tokens: store.tokens, clock, ids, log });
  const auth = new Auth({ store, apiTokens, passwords, clock, log });
  const accounts = new Accounts({
    operators: store.operators,
    auth,
    passwords,
    clock,
    ids,
    passwordFromSettings: config.operatorPassword,
  });
  await accounts.start();
  if (config.exposedBy !== null && !await auth.asksForLogin()) {
    throw new ConfigError([
      `OPERATOR_PASSWORD is not set: ${config.exposedBy} others can reach the dashboard, and no operator is stored, so ` +
      "give the first one a password",
    ]);
  }
  return { auth, accounts, apiTokens, audit: new AuditLog({ audit: store.audit, clock, log }) };
}
