/** A template of a charging profile, as a program sends it. */
import { z } from "zod";
import { templateProfile } from "../../ocpp/v16/to_charger/charging_profile.ts";

/** A record holds 64 KiB. */
const MOST_CHARACTERS = 25_000;

const profile = templateProfile.refine(
  (given) => JSON.stringify(given).length <= MOST_CHARACTERS,
  `Expected at most ${MOST_CHARACTERS} characters of JSON`,
);

export const templateName = z.string({ error: "Expected a name" }).trim()
  .min(1, "Expected 1 to 100 characters").max(100, "Expected 1 to 100 characters");

export const changedTemplateBody = z.strictObject({ profile });

export const newTemplateBody = z.strictObject({ name: templateName, profile });
