/** A charger's configuration as it was last known, key by key. */
import { z } from "zod";

/**
 * Times are epoch ms. `value` null: the key has none, or nobody may read it. `changedAt` is when it was last changed from
 * here; `needsReboot` while that change waits for the charger's next boot.
 */
export const configurationKeySchema = z.object({
  v: z.literal(1),
  key: z.string(),
  value: z.string().nullable(),
  readonly: z.boolean().nullable(),
  readAt: z.number().nullable(),
  changedAt: z.number().nullable(),
  needsReboot: z.boolean(),
});
export type ConfigurationKey = z.infer<typeof configurationKeySchema>;

/** What a GetConfiguration.conf tells of one key. */
export type KeyTold = Pick<ConfigurationKey, "key" | "value"> & { readonly: boolean };

export function keyRead(known: ConfigurationKey | undefined, told: KeyTold, at: number): ConfigurationKey {
  return { v: 1, ...told, readAt: at, changedAt: known?.changedAt ?? null, needsReboot: false };
}

/** After an accepted ChangeConfiguration. What nobody may read back is not kept here either (OCPP-J 1.6 §6.2.2). */
export function keyChanged(
  known: ConfigurationKey | undefined,
  { key, value, needsReboot }: { key: string; value: string; needsReboot: boolean },
  at: number,
): ConfigurationKey {
  return {
    v: 1,
    key,
    value: key.toLowerCase() === "authorizationkey" ? null : value,
    readonly: known?.readonly ?? null,
    readAt: known?.readAt ?? null,
    changedAt: at,
    needsReboot,
  };
}
