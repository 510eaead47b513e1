/** The security whitepaper, but for who comes by what link. */
import { assertEquals, assertRejects } from "@std/assert";
import type { CertificateRequestView, JobView, SecurityEventView } from "../../../lib/domain/upkeep_views.ts";
import type { ConfigurationKeyView } from "../../../lib/domain/views.ts";
import { ACCEPTED, ChargePoint, type Payload, REJECTED, type Scenario } from "./charge_point.ts";

const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const CSR = "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n";
const SOON = "2030-01-01T00:00:00Z";

function hashes(hashAlgorithm: string): Payload {
  return { hashAlgorithm, issuerNameHash: "a1b2", issuerKeyHash: "c3d4", serialNumber: "5f" };
}

function install(certificateType: string): Scenario[2] {
  return async (point) => {
    await point.asked("InstallCertificate", { certificateType, certificate: CERTIFICATE }, ACCEPTED);
    const found = { certificateHashData: [hashes("SHA256")], status: "Accepted" };
    await point.asked("GetInstalledCertificateIds", { certificateType }, found);
  };
}

async function securityEvent(point: ChargePoint, type: string): Promise<void> {
  const timestamp = new Date().toISOString();
  assertEquals(await point.call("SecurityEventNotification", { type, timestamp, techInfo: "Test" }), {});
  const [{ id: _, ...event }] = await point.list<SecurityEventView>("security-events");
  assertEquals(event, { type, at: timestamp, techInfo: "Test" });
}

/** The charge point asks for a certificate, and takes it or not. */
async function renew(point: ChargePoint, answer: Payload): Promise<CertificateRequestView> {
  await point.asked("ExtendedTriggerMessage", { requestedMessage: "SignChargePointCertificate" }, ACCEPTED);
  assertEquals(await point.call("SignCertificate", { csr: CSR }), ACCEPTED);
  const [{ csr, status }] = await point.list<CertificateRequestView>("certificate-requests");
  assertEquals([csr, status], [CSR, "pending"]);
  await point.asked("CertificateSigned", { certificateChain: CERTIFICATE }, answer);
  return (await point.list<CertificateRequestView>("certificate-requests"))[0];
}

/** A signed update, and each status as it is told. */
function signedUpdate(...statuses: string[]): Scenario[2] {
  return async (point) => {
    const firmware = {
      location: "https://files.example/fw.bin",
      retrieveDateTime: SOON,
      installDateTime: SOON,
      signingCertificate: CERTIFICATE,
      signature: "c2ln",
    };
    const { requestId, ...heard } = await point.heard("SignedUpdateFirmware", { firmware }, ACCEPTED);
    assertEquals(heard, { firmware });
    for (const status of statuses) {
      if (status === "Installed") {
        await point.reconnect();
        await point.boot();
        await securityEvent(point, "FirmwareUpdated");
      }
      assertEquals(await point.call("SignedFirmwareStatusNotification", { status, requestId }), {});
    }
    const [job] = await point.list<JobView>("jobs");
    assertEquals([job.requestId, job.statuses.map(({ status }) => status)], [requestId, statuses]);
  };
}

const SIGNED = ["Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting", "Installed"];

export const security: Scenario[] = [
  ["TC_074", "The charge point's certificate is renewed", async (point) => {
    const { status, signedAt } = await renew(point, ACCEPTED);
    assertEquals([status, signedAt === null], ["signed", false]);
    await point.reconnect();
    await point.boot();
  }],
  ["TC_075_1", "A manufacturer's root certificate is installed", install("ManufacturerRootCertificate")],
  ["TC_075_2", "A central system's root certificate is installed", install("CentralSystemRootCertificate")],
  ["TC_076", "An installed certificate is deleted, whatever its hash", async (point) => {
    const certificateType = "CentralSystemRootCertificate";
    for (const algorithm of ["SHA256", "SHA384", "SHA512"]) {
      await point.asked("InstallCertificate", { certificateType, certificate: CERTIFICATE }, ACCEPTED);
      const found = { certificateHashData: [hashes(algorithm)], status: "Accepted" };
      await point.asked("GetInstalledCertificateIds", { certificateType }, found);
      await point.asked("DeleteCertificate", { certificateHashData: hashes(algorithm) }, ACCEPTED);
      await point.asked("GetInstalledCertificateIds", { certificateType }, { status: "NotFound" });
    }
  }],
  ["TC_077", "Security event: invalid certificate of the charge point", async (point) => {
    assertEquals((await renew(point, REJECTED)).status, "pending");
    await securityEvent(point, "InvalidChargePointCertificate");
  }],
  ["TC_078", "Security event: invalid certificate of the central system", async (point) => {
    const certificateType = "CentralSystemRootCertificate";
    await point.asked("InstallCertificate", { certificateType, certificate: CERTIFICATE }, REJECTED);
    await securityEvent(point, "InvalidCentralSystemCertificate");
  }],
  ["TC_079", "The security log is uploaded", async (point) => {
    const wish = { log: { remoteLocation: "https://files.example/in" }, logType: "SecurityLog" };
    const answer = { status: "Accepted", filename: "security.log" };
    const { requestId, ...heard } = await point.heard("GetLog", wish, answer);
    assertEquals(heard, wish);
    for (const status of ["Uploading", "Uploaded"]) {
      assertEquals(await point.call("LogStatusNotification", { status, requestId }), {});
    }
    const [{ kind, fileName, statuses }] = await point.list<JobView>("jobs");
    assertEquals([kind, fileName, statuses.map(({ status }) => status)], ["log", "security.log", [
      "Uploading",
      "Uploaded",
    ]]);
  }],
  ["TC_080", "Secure firmware update", signedUpdate(...SIGNED)],
  [
    "TC_081",
    "Secure firmware update: invalid signature",
    signedUpdate("Downloading", "Downloaded", "InvalidSignature"),
  ],
  ["TC_083", "The security profile is raised", async (point) => {
    await point.asked("ChangeConfiguration", { key: "SecurityProfile", value: "2" }, ACCEPTED);
    await point.asked("Reset", { type: "Hard" }, ACCEPTED);
    await point.reconnect();
    await point.boot();
    await point.status("Available", 0);
    const [{ key, value }] = await point.list<ConfigurationKeyView>("configuration");
    assertEquals([key, value], ["SecurityProfile", "2"]);
  }],
  ["TC_088", "The version of OCPP is agreed on", async ({ server }) => {
    const unknown = new ChargePoint(server, "TC_088 unknown", { protocols: ["ocpp0.1"] });
    await assertRejects(() => unknown.connect());
    const both = new ChargePoint(server, "TC_088 both", { protocols: ["ocpp0.1", "ocpp1.6"] });
    assertEquals(await both.connect(), "ocpp1.6");
    await both.boot();
    await both.leave();
  }],
];
