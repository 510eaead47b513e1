/** OCPP 1.6: what a charge point may send. One row an action. */
import { z } from "zod";
import { registrations } from "../../lib/domain/charger.ts";
import { connectorStatuses } from "../../lib/domain/connector.ts";
import { believe } from "../../lib/domain/time.ts";
import { type AnyInbound, inbound } from "../action.ts";
import { chargePointErrorCodes, dataTransferStatuses, diagnosticsStatuses, firmwareStatuses } from "./enums.ts";
import { dateTime, exactly, string, whole } from "./exact.ts";
import { brief, clockNote, connectorId, oneOf, payload, text, time } from "./fields.ts";
import {
  logStatusNotification,
  securityEventNotification,
  signCertificate,
  signedFirmwareStatusNotification,
} from "./security.ts";
import { authorize, meterValues, startTransaction, stopTransaction } from "./transactions.ts";

const empty = exactly({});

/** §6.3 */
const bootNotification = inbound({
  request: payload({
    chargePointVendor: text,
    chargePointModel: text,
    chargePointSerialNumber: text.optional(),
    chargeBoxSerialNumber: text.optional(),
    firmwareVersion: text.optional(),
    iccid: text.optional(),
    imsi: text.optional(),
    meterType: text.optional(),
    meterSerialNumber: text.optional(),
  }),
  response: exactly({ currentTime: dateTime, interval: whole, status: oneOf(registrations) }),
  async answer(_, central, { chargerId, receivedAt }) {
    const status = await central.registrationOf(chargerId);
    return { currentTime: new Date(receivedAt).toISOString(), interval: central.heartbeatIntervalS, status };
  },
  facts: (request, _, { receivedAt }) => [{
    type: "booted",
    at: receivedAt,
    identity: {
      vendor: request.chargePointVendor,
      model: request.chargePointModel,
      serialNumber: request.chargePointSerialNumber ?? request.chargeBoxSerialNumber ?? null,
      firmwareVersion: request.firmwareVersion ?? null,
      iccid: request.iccid ?? null,
      imsi: request.imsi ?? null,
      meterType: request.meterType ?? null,
      meterSerialNumber: request.meterSerialNumber ?? null,
    },
  }],
});

/** §6.15. We have no use for any vendor's data, and say so. Some send an object where the standard wants text. */
const dataTransfer = inbound({
  request: payload({ vendorId: text, messageId: text.optional(), data: z.unknown().optional() }),
  response: exactly({ status: oneOf(dataTransferStatuses), data: string.optional() }),
  answer: () => ({ status: "UnknownVendorId" as const }),
  facts: ({ vendorId, messageId, data }, _, { receivedAt }) => [{
    type: "noted",
    kind: "vendor-data",
    at: receivedAt,
    count: 1,
    detail: `${vendorId} ${messageId ?? ""} ${brief(data, 500)}`.trim().slice(0, 500),
  }],
});

/** §6.17 */
const diagnosticsStatusNotification = inbound({
  request: payload({ status: oneOf(diagnosticsStatuses) }),
  response: empty,
  answer: () => ({}),
  facts: ({ status }, _, { receivedAt }) => [
    { type: "job-status", kind: "diagnostics", requestId: null, status, at: receivedAt },
  ],
});

/** §6.19 */
const firmwareStatusNotification = inbound({
  request: payload({ status: oneOf(firmwareStatuses) }),
  response: empty,
  answer: () => ({}),
  facts: ({ status }, _, { receivedAt }) => [
    { type: "job-status", kind: "firmware", requestId: null, status, at: receivedAt },
  ],
});

/** §6.29 */
const heartbeat = inbound({
  request: payload({}),
  response: exactly({ currentTime: dateTime }),
  answer: (_, __, { receivedAt }) => ({ currentTime: new Date(receivedAt).toISOString() }),
  facts: () => [],
});

/** §6.47 */
const statusNotification = inbound({
  request: payload({
    connectorId,
    errorCode: oneOf(chargePointErrorCodes),
    info: text.optional(),
    status: oneOf(connectorStatuses),
    timestamp: time.optional(),
    vendorId: text.optional(),
    vendorErrorCode: text.optional(),
  }),
  response: empty,
  answer: () => ({}),
  facts: (request, _, origin) => [
    {
      type: "status",
      connectorId: request.connectorId,
      status: request.status,
      errorCode: request.errorCode,
      info: request.info ?? null,
      vendorId: request.vendorId ?? null,
      vendorErrorCode: request.vendorErrorCode ?? null,
      at: believe(request.timestamp ?? null, origin.receivedAt),
    },
    ...clockNote(request.timestamp ?? null, origin),
  ],
});

export const fromCharger: Record<string, AnyInbound> = {
  Authorize: authorize,
  BootNotification: bootNotification,
  DataTransfer: dataTransfer,
  DiagnosticsStatusNotification: diagnosticsStatusNotification,
  FirmwareStatusNotification: firmwareStatusNotification,
  Heartbeat: heartbeat,
  LogStatusNotification: logStatusNotification,
  MeterValues: meterValues,
  SecurityEventNotification: securityEventNotification,
  SignCertificate: signCertificate,
  SignedFirmwareStatusNotification: signedFirmwareStatusNotification,
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,
};
