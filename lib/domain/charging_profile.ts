/** Charging profiles: templates that operators keep, and what was installed at a charger. */
import { z } from "zod";

/** As it goes over the wire (OCPP 1.6 §7.8); only what decides here is named. */
export const chargingProfileSchema = z.looseObject({
  chargingProfileId: z.number().int(),
  transactionId: z.number().int().optional(),
  stackLevel: z.number().int(),
  chargingProfilePurpose: z.string(),
});
export type ChargingProfile = z.infer<typeof chargingProfileSchema>;

/** Its `chargingProfileId` is one that no other template has, and stays as long as the template does. */
export const profileTemplateSchema = z.object({
  v: z.literal(1),
  name: z.string(),
  profile: chargingProfileSchema,
  createdAt: z.number(),
});
export type ProfileTemplate = z.infer<typeof profileTemplateSchema>;

/** `connectorId` 0: the charger as a whole. `template` is the name of the one it was made from. `setAt` is epoch ms. */
export const installedProfileSchema = z.object({
  v: z.literal(1),
  chargerId: z.string(),
  connectorId: z.number().int(),
  template: z.string().nullable(),
  profile: chargingProfileSchema,
  setAt: z.number(),
});
export type InstalledProfile = z.infer<typeof installedProfileSchema>;

/** What a ClearChargingProfile names; null where it names nothing. */
export interface ClearCriteria {
  id: number | null;
  connectorId: number | null;
  purpose: string | null;
  stackLevel: number | null;
}

/** Whether a charger clears it: the one of that id, or else all that match what is named (OCPP 1.6 §6.13). */
export function isCleared({ connectorId, profile }: InstalledProfile, named: ClearCriteria): boolean {
  if (named.id !== null) return profile.chargingProfileId === named.id;
  return (named.connectorId === null || named.connectorId === connectorId) &&
    (named.purpose === null || named.purpose === profile.chargingProfilePurpose) &&
    (named.stackLevel === null || named.stackLevel === profile.stackLevel);
}

/** Whether a profile is this template's, whichever transaction it was given. */
export function isMadeFrom(profile: ChargingProfile, template: ProfileTemplate): boolean {
  return withoutTransaction(profile) === withoutTransaction(template.profile);
}

/** As text: both stand in the standard's order. */
function withoutTransaction({ transactionId: _, ...profile }: ChargingProfile): string {
  return JSON.stringify(profile);
}

/** What runs on a connector; `startReceivedAt` is epoch ms by our clock. */
export interface Running {
  transactionId: number;
  startReceivedAt: number;
}

/**
 * Whether it still stands. A TxProfile goes with its transaction (§3.13.1): the one it names, or the one that ran on its
 * connector when it was set.
 *
 * @param running what runs on its connector now
 */
export function isStanding({ profile, setAt }: InstalledProfile, running: Running | null): boolean {
  if (profile.chargingProfilePurpose !== "TxProfile") return true;
  if (running === null) return false;
  return profile.transactionId === undefined
    ? running.startReceivedAt <= setAt
    : profile.transactionId === running.transactionId;
}
