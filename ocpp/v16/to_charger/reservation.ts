/** OCPP 1.6, Reservation profile: what the central system may send. */
import { outbound } from "../../action.ts";
import { plainStatuses, reservationStatuses } from "../enums.ts";
import { connectorOrCharger, dateTime, exactly, idToken, whole } from "../exact.ts";
import { oneOf, payload } from "../fields.ts";

/** §6.5 */
export const cancelReservation = outbound({
  request: exactly({ reservationId: whole }),
  response: payload({ status: oneOf(plainStatuses) }),
});

/** §6.37 */
export const reserveNow = outbound({
  request: exactly({
    connectorId: connectorOrCharger,
    expiryDate: dateTime,
    idTag: idToken,
    parentIdTag: idToken.optional(),
    reservationId: whole,
  }),
  response: payload({ status: oneOf(reservationStatuses) }),
});
