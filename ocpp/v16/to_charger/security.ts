/** OCPP 1.6 security extension (whitepaper, edition 3): what the central system may send. */
import { outbound } from "../../action.ts";
import {
  certificateUses,
  deleteCertificateStatuses,
  hashAlgorithms,
  installCertificateStatuses,
  installedCertificateStatuses,
  logStatuses,
  logTypes,
  plainStatuses,
  signedUpdateStatuses,
} from "../enums.ts";
import { dateTime, exactly, natural, upTo, whole } from "../exact.ts";
import { entriesOf, oneOf, payload, text } from "../fields.ts";

export const certificateSigned = outbound({
  request: exactly({ certificateChain: upTo(10_000) }),
  response: payload({ status: oneOf(plainStatuses) }),
  facts: (_, { status }, { receivedAt }) =>
    status === "Accepted" ? [{ type: "certificate-taken", at: receivedAt }] : [],
});

export const deleteCertificate = outbound({
  request: exactly({
    certificateHashData: exactly({
      hashAlgorithm: oneOf(hashAlgorithms),
      issuerNameHash: upTo(128),
      issuerKeyHash: upTo(128),
      serialNumber: upTo(40),
    }),
  }),
  response: payload({ status: oneOf(deleteCertificateStatuses) }),
});

export const getInstalledCertificateIds = outbound({
  request: exactly({ certificateType: oneOf(certificateUses) }),
  response: payload({
    // An empty list is how some say that they have none.
    certificateHashData: entriesOf(
      payload({ hashAlgorithm: oneOf(hashAlgorithms), issuerNameHash: text, issuerKeyHash: text, serialNumber: text }),
    ).optional(),
    status: oneOf(installedCertificateStatuses),
  }),
});

/** Without a location the server receives the file itself; without a number the request gets one. */
export const getLog = outbound({
  request: exactly({
    log: exactly({
      remoteLocation: upTo(512),
      oldestTimestamp: dateTime.optional(),
      latestTimestamp: dateTime.optional(),
    }),
    logType: oneOf(logTypes),
    requestId: whole,
    retries: natural.optional(),
    retryInterval: natural.optional(),
  }),
  response: payload({ status: oneOf(logStatuses), filename: text.optional() }),
  supplied: ["/log", "/log/remoteLocation", "/requestId"],
  async complete(payload, supplies, { chargerId }) {
    const requestId = payload.requestId ?? await supplies.nextRequestId();
    const { log = {} } = payload;
    if (typeof log !== "object" || log === null || "remoteLocation" in log) return { ...payload, requestId };
    const remoteLocation = await supplies.uploadAddress(chargerId, "log");
    return { ...payload, requestId, log: remoteLocation === null ? log : { ...log, remoteLocation } };
  },
  facts: ({ log, requestId }, { status, filename = null }, { receivedAt }) =>
    status === "Rejected" ? [] : [{
      type: "job-started",
      kind: "log",
      requestId,
      location: log.remoteLocation,
      fileName: filename,
      at: receivedAt,
    }],
});

export const installCertificate = outbound({
  request: exactly({ certificateType: oneOf(certificateUses), certificate: upTo(5_500) }),
  response: payload({ status: oneOf(installCertificateStatuses) }),
});

/** Without a number the request gets one. */
export const signedUpdateFirmware = outbound({
  request: exactly({
    retries: natural.optional(),
    retryInterval: natural.optional(),
    requestId: whole,
    firmware: exactly({
      location: upTo(512),
      retrieveDateTime: dateTime,
      installDateTime: dateTime.optional(),
      signingCertificate: upTo(5_500),
      signature: upTo(800),
    }),
  }),
  response: payload({ status: oneOf(signedUpdateStatuses) }),
  supplied: ["/requestId"],
  async complete(payload, supplies) {
    return { ...payload, requestId: payload.requestId ?? await supplies.nextRequestId() };
  },
  facts: ({ firmware: { location }, requestId }, { status }, { receivedAt }) =>
    status !== "Accepted" && status !== "AcceptedCanceled"
      ? []
      : [{ type: "job-started", kind: "firmware", requestId, location, fileName: null, at: receivedAt }],
});
