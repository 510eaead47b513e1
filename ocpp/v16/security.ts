/** OCPP 1.6 security extension (whitepaper "Improved security for OCPP 1.6-J", edition 3): what a charge point may send. */
import { LONGEST_CSR } from "../../lib/domain/certificate_request.ts";
import { believe } from "../../lib/domain/time.ts";
import { inbound } from "../action.ts";
import { plainStatuses, signedFirmwareStatuses, uploadLogStatuses } from "./enums.ts";
import { exactly } from "./exact.ts";
import { clockNote, integer, longText, oneOf, payload, text, time } from "./fields.ts";

export const logStatusNotification = inbound({
  request: payload({ status: oneOf(uploadLogStatuses), requestId: integer.optional() }),
  response: exactly({}),
  answer: () => ({}),
  facts: ({ status, requestId = null }, _, { receivedAt }) => [
    { type: "job-status", kind: "log", requestId, status, at: receivedAt },
  ],
});

export const securityEventNotification = inbound({
  request: payload({ type: text, timestamp: time, techInfo: text.optional() }),
  response: exactly({}),
  answer: () => ({}),
  facts: ({ type: event, timestamp, techInfo = null }, _, origin) => [
    {
      type: "security-event",
      event,
      techInfo,
      at: believe(timestamp, origin.receivedAt),
      receivedAt: origin.receivedAt,
    },
    ...clockNote(timestamp, origin),
  ],
});

/** Accepted means that the request is kept: who signs it is the operator's choice (docs/certificates.md). */
export const signCertificate = inbound({
  request: payload({ csr: longText }),
  response: exactly({ status: oneOf(plainStatuses) }),
  answer: ({ csr }) => ({ status: csr.length <= LONGEST_CSR ? "Accepted" as const : "Rejected" as const }),
  facts: ({ csr }, { status }, { receivedAt }) =>
    status === "Accepted" && csr.length <= LONGEST_CSR ? [{ type: "certificate-requested", csr, at: receivedAt }] : [],
});

export const signedFirmwareStatusNotification = inbound({
  request: payload({ status: oneOf(signedFirmwareStatuses), requestId: integer.optional() }),
  response: exactly({}),
  answer: () => ({}),
  facts: ({ status, requestId = null }, _, { receivedAt }) => [
    { type: "job-status", kind: "firmware", requestId, status, at: receivedAt },
  ],
});
