/** A charger's configuration as it was last known, key by key. */
import { z } from "zod";
import { withoutHidden } from "./hidden.ts";

/**
 * Times are epoch ms. `value` null: the key has none, or nobody may read it. `changedAt` and `changedBy` tell when and by
 * whom it was last changed from here; `needsReboot` while that change waits for the charger's next boot.
 */
export const configurationKeySchema = z.object({
  v: z.literal(1),
  key: z.string(),
  value: z.string().nullable(),
  readonly: z.boolean().nullable(),
  readAt: z.number().nullable(),
  changedAt: z.number().nullable(),
  changedBy: z.string().nullable().default(null),
  needsReboot: z.boolean(),
});
export type ConfigurationKey = z.infer<typeof configurationKeySchema>;

/** What a GetConfiguration.conf tells of one key. */
export type KeyTold = Pick<ConfigurationKey, "key" | "value"> & { readonly: boolean };

export function keyRead(known: ConfigurationKey | undefined, told: KeyTold, at: number): ConfigurationKey {
  const { key, value, readonly } = told;
  const { changedAt = null, changedBy = null } = known ?? {};
  const shown = isSecretKey(key) ? null : value;
  return { v: 1, key, value: shown, readonly, readAt: at, changedAt, changedBy, needsReboot: false };
}

/** Whether a key holds what nobody may read back (OCPP-J 1.6 §6.2.2). */
export function isSecretKey(key: string): boolean {
  return key.trim().toLowerCase() === "authorizationkey";
}

/** Nothing that is nested deeper is a configuration. */
const DEEPEST = 100;

/**
 * A payload without what nobody may read back, however deep it stands.
 * @example {"key": "AuthorizationKey", "value": "secret"}  →  {"key": "AuthorizationKey", "value": "***"}
 */
export function withoutSecrets(payload: unknown, levels = DEEPEST): unknown {
  if (typeof payload !== "object" || payload === null || levels === 0) return payload;
  if (Array.isArray(payload)) return payload.map((one) => withoutSecrets(one, levels - 1));
  const members = Object.entries(payload).map(([name, value]) => [name, withoutSecrets(value, levels - 1)]);
  const isSecret = "key" in payload && isSecretKey(String(payload.key)) && "value" in payload;
  return Object.fromEntries(isSecret ? [...members, ["value", "***"]] : members);
}

/** A command's payload as it may be kept and shown: without the AuthorizationKey, and what else is hidden. */
export function shownPayload(payload: unknown): unknown {
  return JSON.parse(withoutHidden(JSON.stringify(withoutSecrets(payload))));
}

/** After an accepted ChangeConfiguration. */
export function keyChanged(
  known: ConfigurationKey | undefined,
  { key, value, needsReboot, changedBy }: {
    key: string;
    value: string;
    needsReboot: boolean;
    changedBy: string | null;
  },
  at: number,
): ConfigurationKey {
  return {
    v: 1,
    key,
    value: isSecretKey(key) ? null : value,
    readonly: known?.readonly ?? null,
    readAt: known?.readAt ?? null,
    changedAt: at,
    changedBy,
    needsReboot,
  };
}
