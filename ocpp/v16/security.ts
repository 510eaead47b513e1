/** OCPP 1.6 security extension (whitepaper "Improved security for OCPP 1.6-J", edition 3): what a charge point may send. */
import { inbound } from "../action.ts";
import { plainStatuses, signedFirmwareStatuses, uploadLogStatuses } from "./enums.ts";
import { exactly } from "./exact.ts";
import { integer, longText, oneOf, payload, text, time } from "./fields.ts";

export const logStatusNotification = inbound({
  request: payload({ status: oneOf(uploadLogStatuses), requestId: integer.optional() }),
  response: exactly({}),
  answer: () => ({}),
  facts: ({ status }, _, { receivedAt }) => [{ type: "diagnostics", status, at: receivedAt }],
});

/** Only answered: there is no store for security events yet. The frame log has what was sent. */
export const securityEventNotification = inbound({
  request: payload({ type: text, timestamp: time, techInfo: text.optional() }),
  response: exactly({}),
  answer: () => ({}),
  facts: () => [],
});

/** Only answered: there is no certificate authority here that could sign, and no store for what it is asked. */
export const signCertificate = inbound({
  request: payload({ csr: longText }),
  response: exactly({ status: oneOf(plainStatuses) }),
  answer: () => ({ status: "Rejected" as const }),
  facts: () => [],
});

export const signedFirmwareStatusNotification = inbound({
  request: payload({ status: oneOf(signedFirmwareStatuses), requestId: integer.optional() }),
  response: exactly({}),
  answer: () => ({}),
  facts: ({ status }, _, { receivedAt }) => [{ type: "firmware", status, at: receivedAt }],
});
