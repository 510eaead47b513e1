/** What an operator decides about a charger, as a program sends it. */
import { z } from "zod";
import { isChargerId } from "../../ocpp/handshake.ts";
import { registrations, securityProfiles } from "../domain/charger.ts";

const decided = {
  label: z.string().trim().max(100).nullable().transform((text) => text || null),
  registration: z.enum(registrations, { error: `Expected ${registrations.join(", ")}` }),
  idleTimeoutS: z.int("Expected whole seconds").min(0, "Expected 0 or more").max(86_400, "Expected at most a day")
    .nullable(),
  securityProfile: z.literal(securityProfiles, { error: "Expected 0, 1, 2, 3 or null" }).nullable(),
};

export const chargerBody = z.strictObject(decided).partial();

export const chargerId = z.string().refine(isChargerId, "Expected 1 to 255 characters, and no control characters");

/** A charger that is made known before it connects. */
export const newChargerBody = z.strictObject({
  id: chargerId,
  label: decided.label.optional(),
  registration: decided.registration.optional(),
  securityProfile: decided.securityProfile.optional(),
});
