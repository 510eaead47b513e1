import { assertEquals } from "@std/assert";
import { NOON } from "../../arrange.ts";
import { aCentral } from "./central.ts";

const now = new Date(NOON).toISOString();

Deno.test("vendor data without data is answered", async () => {
  const { call } = aCentral();
  assertEquals(await call("DataTransfer", { vendorId: "com.example" }), {
    type: "result",
    id: "1",
    payload: { status: "UnknownVendorId" },
  });
});

Deno.test("a stop is stored whatever its transactionData is: what can be read of it is kept, the rest counted", async () => {
  const readable = { timestamp: now, sampledValue: [{ value: "5" }] };
  for (
    const [transactionData, kept, dropped] of [
      [[readable], 1, 0],
      [[{ timestamp: now, sampledValue: [] }, readable, null, "x", { sampledValue: [{}] }], 1, 4],
      ["none", 0, 1],
      [{}, 0, 1],
      [[], 0, 0],
      [null, 0, 0],
      [undefined, 0, 0],
    ] as const
  ) {
    const { call, recorded } = aCentral();
    const answer = await call("StopTransaction", { transactionId: 1, meterStop: 5, timestamp: now, transactionData });
    assertEquals(answer, { type: "result", id: "1", payload: {} });
    const [stopped, ...notes] = recorded;
    assertEquals(stopped.type === "stopped" && stopped.samples.length, kept);
    assertEquals(notes.map((note) => note.type === "noted" && note.count), dropped === 0 ? [] : [dropped]);
  }
});

Deno.test("a signed meter value of some thousand characters is kept whole", async () => {
  const { call, recorded } = aCentral();
  const value = `OCMF|${"x".repeat(5_000)}`;
  const sampledValue = [{ value, format: "SignedData", context: "Transaction.End" }];
  const answer = await call("MeterValues", { connectorId: 1, meterValue: [{ timestamp: now, sampledValue }] });
  assertEquals(answer.type, "result");
  const [metered] = recorded;
  assertEquals(metered.type === "metered" && metered.samples.map(({ signedData }) => signedData), [[value]]);
});

Deno.test("signed meter values that no record can hold are dropped and counted, and the rest kept", async () => {
  const { call, recorded } = aCentral();
  const signed = (length: number) => ({ value: "x".repeat(length), format: "SignedData" });
  const sampledValue = [signed(5_000), signed(5_000), signed(60_000), { value: "7" }];
  const answer = await call("MeterValues", { connectorId: 1, meterValue: [{ timestamp: now, sampledValue }] });
  assertEquals(answer.type, "result");
  const [metered, noted] = recorded;
  assertEquals(metered.type === "metered" && metered.samples, [
    { at: NOON, signedData: ["x".repeat(5_000)], energyWh: 7 },
  ]);
  assertEquals(noted.type === "noted" && noted.count, 2);
});

Deno.test("a log's upload and a signed firmware's update are recorded as any other is", async () => {
  const { call, recorded } = aCentral();
  await call("LogStatusNotification", { status: "UploadFailure", requestId: 3 });
  await call("SignedFirmwareStatusNotification", { status: "InvalidSignature", requestId: 4 });
  assertEquals(recorded, [
    { type: "job-status", kind: "log", requestId: 3, status: "UploadFailure", at: NOON },
    { type: "job-status", kind: "firmware", requestId: 4, status: "InvalidSignature", at: NOON },
  ]);
});

Deno.test("a security event is recorded with the charger's own time", async () => {
  const { call, recorded } = aCentral();
  const event = { type: "TamperDetectionActivated", timestamp: "2026-11-22T11:59:00Z", techInfo: "Door 1" };
  assertEquals(await call("SecurityEventNotification", event), { type: "result", id: "1", payload: {} });
  assertEquals(recorded, [{
    type: "security-event",
    event: "TamperDetectionActivated",
    techInfo: "Door 1",
    at: NOON - 60_000,
    receivedAt: NOON,
  }]);
});

Deno.test("a certificate request is accepted and recorded, and rejected when no record can hold it", async () => {
  const { call, recorded } = aCentral();
  const csr = `-----BEGIN CERTIFICATE REQUEST-----\n${"x".repeat(3_000)}`;
  assertEquals(await call("SignCertificate", { csr }), { type: "result", id: "1", payload: { status: "Accepted" } });
  assertEquals(await call("SignCertificate", { csr: "x".repeat(60_000) }), {
    type: "result",
    id: "1",
    payload: { status: "Rejected" },
  });
  assertEquals(recorded.filter(({ type }) => type !== "noted"), [{ type: "certificate-requested", csr, at: NOON }]);
});
