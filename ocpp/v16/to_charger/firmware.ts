/** OCPP 1.6, Firmware Management profile: what the central system may send. */
import { outbound } from "../../action.ts";
import { dateTime, exactly, natural, uri } from "../exact.ts";
import { payload, text } from "../fields.ts";

/** §6.25. Without a location the server receives the file itself. */
export const getDiagnostics = outbound({
  request: exactly({
    location: uri,
    retries: natural.optional(),
    retryInterval: natural.optional(),
    startTime: dateTime.optional(),
    stopTime: dateTime.optional(),
  }),
  response: payload({ fileName: text.optional() }),
  supplied: ["/location"],
  async complete(payload, supplies, { chargerId }) {
    if (payload.location !== undefined) return payload;
    const location = await supplies.uploadAddress(chargerId, "diagnostics");
    return location === null ? payload : { ...payload, location };
  },
  facts: ({ location }, { fileName = null }, { receivedAt }) => [
    { type: "job-started", kind: "diagnostics", requestId: null, location, fileName, at: receivedAt },
  ],
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
  facts: ({ location }, _, { receivedAt }) => [
    { type: "job-started", kind: "firmware", requestId: null, location, fileName: null, at: receivedAt },
  ],
});
