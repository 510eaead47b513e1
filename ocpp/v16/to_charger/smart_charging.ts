/** OCPP 1.6, Smart Charging profile: what the central system may send. */
import { outbound } from "../../action.ts";
import {
  chargingProfilePurposes,
  chargingProfileStatuses,
  chargingRateUnits,
  clearChargingProfileStatuses,
} from "../enums.ts";
import { connectorOrCharger, exactly, natural, whole } from "../exact.ts";
import { oneOf, payload } from "../fields.ts";
import { chargingProfile } from "./charging_profile.ts";
import { compositeScheduleAnswer, toPeriods } from "./composite_schedule.ts";

/** §6.13 */
export const clearChargingProfile = outbound({
  request: exactly({
    id: whole.optional(),
    connectorId: connectorOrCharger.optional(),
    chargingProfilePurpose: oneOf(chargingProfilePurposes).optional(),
    stackLevel: natural.optional(),
  }),
  response: payload({ status: oneOf(clearChargingProfileStatuses) }),
  facts: ({ id = null, connectorId = null, chargingProfilePurpose: purpose = null, stackLevel = null }, { status }) =>
    status === "Accepted" ? [{ type: "profiles-cleared", id, connectorId, purpose, stackLevel }] : [],
});

/** §6.21. In the command's own answer times stay as the charger wrote them. */
export const getCompositeSchedule = outbound({
  request: exactly({
    connectorId: connectorOrCharger,
    duration: natural,
    chargingRateUnit: oneOf(chargingRateUnits).optional(),
  }),
  response: compositeScheduleAnswer,
  facts: ({ connectorId, duration, chargingRateUnit = null }, { status, ...told }, { receivedAt }) =>
    status !== "Accepted" ? [] : [{
      type: "composite-schedule",
      connectorId,
      askedDurationS: duration,
      askedUnit: chargingRateUnit,
      at: receivedAt,
      ...toPeriods(told, { askedDurationS: duration, receivedAt }),
    }],
});

/**
 * §6.43. Which purpose may stand at which connector: §3.13.1.
 *
 * A template may be given by its name. A TxProfile of a template is for what runs on the connector (§5.16: it has to say so).
 */
export const setChargingProfile = outbound({
  request: exactly({ connectorId: connectorOrCharger, csChargingProfiles: chargingProfile }).check(
    ({ value: { connectorId, csChargingProfiles }, issues }) => {
      const message = misplaced(csChargingProfiles.chargingProfilePurpose, connectorId);
      if (message !== null) issues.push({ code: "custom", input: connectorId, path: ["connectorId"], message });
    },
  ),
  response: payload({ status: oneOf(chargingProfileStatuses) }),
  async complete(payload, supplies, { chargerId }) {
    const { connectorId, csChargingProfiles: name } = payload;
    const template = typeof name === "string" ? await supplies.chargingProfile(name) : null;
    if (template === null) return payload;
    const running = template.chargingProfilePurpose === "TxProfile" && typeof connectorId === "number"
      ? supplies.runningOn(chargerId, connectorId)
      : null;
    return { ...payload, csChargingProfiles: running === null ? template : { transactionId: running, ...template } };
  },
  facts: ({ connectorId, csChargingProfiles: profile }, { status }, { receivedAt }) =>
    status === "Accepted" ? [{ type: "profile-installed", connectorId, profile, at: receivedAt }] : [],
});

function misplaced(purpose: typeof chargingProfilePurposes[number], connectorId: number): string | null {
  if (purpose === "ChargePointMaxProfile" && connectorId !== 0) return `Expected 0, as for any ${purpose}`;
  if (purpose === "TxProfile" && connectorId === 0) return `Expected 1 or more, as for any ${purpose}`;
  return null;
}
