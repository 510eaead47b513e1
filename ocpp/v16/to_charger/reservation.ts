/** OCPP 1.6, Reservation profile: what the central system may send. */
import { parseTime } from "../../../lib/domain/time.ts";
import { outbound } from "../../action.ts";
import { plainStatuses, reservationStatuses } from "../enums.ts";
import { connectorOrCharger, dateTime, exactly, idToken, whole } from "../exact.ts";
import { oneOf, payload } from "../fields.ts";

/** §6.5 */
export const cancelReservation = outbound({
  request: exactly({ reservationId: whole }),
  response: payload({ status: oneOf(plainStatuses) }),
  facts: ({ reservationId }, { status }) =>
    status === "Accepted" ? [{ type: "reservation-cancelled", reservationId }] : [],
});

/** §6.37. A reservation without a number gets one. */
export const reserveNow = outbound({
  request: exactly({
    connectorId: connectorOrCharger,
    expiryDate: dateTime,
    idTag: idToken,
    parentIdTag: idToken.optional(),
    reservationId: whole,
  }),
  response: payload({ status: oneOf(reservationStatuses) }),
  supplied: ["/reservationId"],
  async complete(payload, supplies) {
    return { ...payload, reservationId: payload.reservationId ?? await supplies.nextReservationId() };
  },
  facts: ({ expiryDate, parentIdTag, ...request }, { status }, { receivedAt }) =>
    status !== "Accepted" ? [] : [{
      type: "reserved",
      ...request,
      parentIdTag: parentIdTag ?? null,
      expiresAt: parseTime(expiryDate) ?? receivedAt,
      at: receivedAt,
    }],
});
