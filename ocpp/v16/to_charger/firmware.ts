/** OCPP 1.6, Firmware Management profile: what the central system may send. */
import { outbound } from "../../action.ts";
import { dateTime, exactly, natural, uri } from "../exact.ts";
import { payload, text } from "../fields.ts";

/** §6.25 */
export const getDiagnostics = outbound({
  request: exactly({
    location: uri,
    retries: natural.optional(),
    retryInterval: natural.optional(),
    startTime: dateTime.optional(),
    stopTime: dateTime.optional(),
  }),
  response: payload({ fileName: text.optional() }),
});

/** §6.55 */
export const updateFirmware = outbound({
  request: exactly({
    location: uri,
    retries: natural.optional(),
    retrieveDate: dateTime,
    retryInterval: natural.optional(),
  }),
  response: payload({}),
});
