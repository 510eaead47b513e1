/** What each message that chargers send costs to read, to check, to understand and to answer. */
import { parseFrame, writeFrame } from "../../ocpp/frame.ts";
import { versionOf } from "../../ocpp/version.ts";

const timestamp = "2026-11-22T12:00:00.000Z";
const idTagInfo = { status: "Accepted" };
const origin = { chargerId: "CP-1", receivedAt: Date.parse("2026-11-22T12:00:01Z") };

/** Request and response of each. */
const MESSAGES: Record<string, [request: object, response: object]> = {
  Heartbeat: [{}, { currentTime: timestamp }],
  StatusNotification: [{ connectorId: 1, errorCode: "NoError", status: "Charging", timestamp }, {}],
  Authorize: [{ idTag: "TAG0000001" }, { idTagInfo }],
  StartTransaction: [
    { connectorId: 1, idTag: "TAG0000001", meterStart: 1_000, timestamp },
    { transactionId: 1, idTagInfo },
  ],
  StopTransaction: [{ transactionId: 1, meterStop: 5_000, timestamp, reason: "Local" }, { idTagInfo }],
  MeterValues: [
    { connectorId: 1, transactionId: 1, meterValue: [{ timestamp, sampledValue: [{ value: "1000" }] }] },
    {},
  ],
  DataTransfer: [{ vendorId: "Bench", messageId: "1", data: "{}" }, { status: "Accepted" }],
  DiagnosticsStatusNotification: [{ status: "Uploading" }, {}],
  FirmwareStatusNotification: [{ status: "Downloading" }, {}],
  LogStatusNotification: [{ status: "Uploading", requestId: 1 }, {}],
  SecurityEventNotification: [{ type: "StartupOfTheDevice", timestamp }, {}],
  SignCertificate: [{ csr: "-----BEGIN CERTIFICATE REQUEST-----" }, { status: "Accepted" }],
  SignedFirmwareStatusNotification: [{ status: "Downloading", requestId: 1 }, {}],
  BootNotification: [
    { chargePointVendor: "Bench", chargePointModel: "Load", firmwareVersion: "1.0.0" },
    { currentTime: timestamp, interval: 300, status: "Accepted" },
  ],
};

const { fromCharger } = versionOf("ocpp1.6");
for (const [action, row] of Object.entries(fromCharger)) {
  const [payload, response] = MESSAGES[action];
  const id = crypto.randomUUID();
  const text = JSON.stringify([2, id, action, payload]);
  const request = row.request.parse(payload);
  Deno.bench({ name: "parse the frame", group: action, fn: () => void parseFrame(text) });
  Deno.bench({ name: "check the schema", group: action, fn: () => void row.request.safeParse(payload) });
  Deno.bench({ name: "make facts", group: action, fn: () => void row.facts(request, response, origin) });
  Deno.bench({
    name: "write the answer",
    group: action,
    fn: () => void writeFrame({ type: "result", id, payload: response }),
  });
}
