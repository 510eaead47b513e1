/** OCPP 1.6, Core profile: what the central system may send. */
import { z } from "zod";
import { outbound } from "../../action.ts";
import {
  availabilityStatuses,
  availabilityTypes,
  configurationStatuses,
  dataTransferStatuses,
  plainStatuses,
  resetTypes,
  unlockStatuses,
} from "../enums.ts";
import { connectorOrCharger, exactly, idToken, listOf, name, oneConnector, string, upTo, whole } from "../exact.ts";
import { boolean, entriesOf, longText, oneOf, payload, text } from "../fields.ts";
import { remoteStartProfile } from "./charging_profile.ts";

/** §6.7 */
export const changeAvailability = outbound({
  request: exactly({ connectorId: connectorOrCharger, type: oneOf(availabilityTypes) }),
  response: payload({ status: oneOf(availabilityStatuses) }),
});

/** §6.9. A value may be text for people, and so more than ASCII (OCPP-J 1.6 §4.1.2). */
export const changeConfiguration = outbound({
  request: exactly({ key: name(50), value: upTo(500) }),
  response: payload({ status: oneOf(configurationStatuses) }),
  facts: ({ key, value }, { status }, { receivedAt, askedBy }) =>
    status !== "Accepted" && status !== "RebootRequired" ? [] : [{
      type: "configuration-changed",
      key,
      value,
      needsReboot: status === "RebootRequired",
      changedBy: askedBy,
      at: receivedAt,
    }],
});

/** §6.11 */
export const clearCache = outbound({
  request: exactly({}),
  response: payload({ status: oneOf(plainStatuses) }),
});

/** §6.15. What comes back may be an object where the standard wants text. */
export const dataTransfer = outbound({
  request: exactly({ vendorId: name(255), messageId: name(50).optional(), data: string.optional() }),
  response: payload({ status: oneOf(dataTransferStatuses), data: z.unknown().optional() }),
});

/** §6.23. Keys are kept in the charger's case, and values far over 500 characters (evcc#12901). */
export const getConfiguration = outbound({
  request: exactly({ key: listOf(name(50)).optional() }),
  response: payload({
    configurationKey: entriesOf(payload({ key: text, readonly: boolean, value: longText.optional() })).optional(),
    unknownKey: entriesOf(text).optional(),
  }),
  facts: (request, { configurationKey = [], unknownKey = [] }, { receivedAt }) => [{
    type: "configuration-read",
    told: configurationKey.map(({ key, value, readonly }) => ({ key, value: value ?? null, readonly })),
    unknownKeys: unknownKey,
    isWhole: request.key === undefined || request.key.length === 0,
    at: receivedAt,
  }],
});

/** §6.33. A template may be given by its name. */
export const remoteStartTransaction = outbound({
  request: exactly({
    connectorId: oneConnector.optional(),
    idTag: idToken,
    chargingProfile: remoteStartProfile.optional(),
  }),
  response: payload({ status: oneOf(plainStatuses) }),
  async complete(payload, supplies) {
    const { chargingProfile: name } = payload;
    const template = typeof name === "string" ? await supplies.chargingProfile(name) : null;
    return template === null ? payload : { ...payload, chargingProfile: template };
  },
  facts: ({ connectorId = null, idTag, chargingProfile: profile = null }, { status }, { receivedAt }) =>
    status === "Accepted"
      ? [{ type: "remote-start-accepted", connectorId, idTag, profile, acceptedAt: receivedAt }]
      : [],
});

/** §6.35. Takes our id of a transaction, too. */
export const remoteStopTransaction = outbound({
  request: exactly({ transactionId: whole }),
  response: payload({ status: oneOf(plainStatuses) }),
  async complete(payload, supplies) {
    const { transactionId } = payload;
    if (typeof transactionId !== "string") return payload;
    return { ...payload, transactionId: await supplies.transactionNumberOf(transactionId) ?? transactionId };
  },
});

/** §6.39 */
export const reset = outbound({
  request: exactly({ type: oneOf(resetTypes) }),
  response: payload({ status: oneOf(plainStatuses) }),
});

/** §6.53 */
export const unlockConnector = outbound({
  request: exactly({ connectorId: oneConnector }),
  response: payload({ status: oneOf(unlockStatuses) }),
});
