/** ChargingProfile, OCPP 1.6 §7.8, as we send it. */
import { chargingProfileKinds, chargingProfilePurposes, chargingRateUnits, recurrencyKinds } from "../enums.ts";
import { dateTime, exactly, listOf, natural, oneDecimal, whole } from "../exact.ts";
import { oneOf } from "../fields.ts";

/** ChargingSchedulePeriod, §7.14. */
const chargingSchedulePeriod = exactly({
  startPeriod: natural,
  limit: oneDecimal,
  numberPhases: whole.min(1, "Expected 1 to 3 phases").max(3, "Expected 1 to 3 phases").optional(),
});

/** ChargingSchedule, §7.13. */
const chargingSchedule = exactly({
  duration: natural.optional(),
  startSchedule: dateTime.optional(),
  chargingRateUnit: oneOf(chargingRateUnits),
  chargingSchedulePeriod: listOf(chargingSchedulePeriod)
    .min(1, "Expected at least one period")
    .refine(([first]) => first === undefined || first.startPeriod === 0, {
      message: "Expected the first period to start at 0",
      path: [0, "startPeriod"],
    }),
  minChargingRate: oneDecimal.optional(),
});

const shape = {
  chargingProfileId: whole,
  transactionId: whole.optional(),
  stackLevel: natural,
  chargingProfilePurpose: oneOf(chargingProfilePurposes),
  chargingProfileKind: oneOf(chargingProfileKinds),
  recurrencyKind: oneOf(recurrencyKinds).optional(),
  validFrom: dateTime.optional(),
  validTo: dateTime.optional(),
  chargingSchedule,
};

const hasNoOddTransaction = (
  { transactionId, chargingProfilePurpose }: { transactionId?: number; chargingProfilePurpose: string },
) => transactionId === undefined || chargingProfilePurpose === "TxProfile";

const oddTransaction = { message: "Expected none: only a TxProfile has a transaction", path: ["transactionId"] };

export const chargingProfile = exactly(shape, "a profile, or the name of a template")
  .refine(hasNoOddTransaction, oddTransaction);

/** A template's profile: the server gives it the id that it lacks. */
export const templateProfile = exactly({ ...shape, chargingProfileId: whole.optional() })
  .refine(hasNoOddTransaction, oddTransaction);

/** What a RemoteStartTransaction carries: a profile of the transaction it starts, whose number is not known (§5.16.2). */
const { transactionId: _, ...withoutTransaction } = shape;
export const remoteStartProfile = exactly(
  { ...withoutTransaction, chargingProfilePurpose: oneOf(["TxProfile"]) },
  "a profile, or the name of a template",
);
