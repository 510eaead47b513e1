/** Firmware updates and uploads as jobs: what chargers were asked, and what they tell of it. */
import { assertEquals } from "@std/assert";
import type { JobView } from "../../lib/domain/upkeep_views.ts";
import type { Page } from "../../lib/domain/views.ts";
import { aPair, ask, items, type Pair } from "./asking.ts";

const JOBS = "/api/chargers/CP-1/jobs";
const location = "ftp://example.com/in";
const firmware = { location: "http://example.com/new.bin", retrieveDate: "2030-01-01T00:00:00Z" };

async function jobs({ server }: Pair) {
  const found = await items<JobView>(server, JOBS);
  return found.map(({ kind, requestId, statuses }) => [kind, requestId, statuses.map(({ status }) => status)] as const);
}

Deno.test("a firmware update is a job, and what the charger tells of it is added as it comes", async () => {
  await using pair = await aPair();
  await ask(pair, "UpdateFirmware", firmware, {});
  for (const status of ["Downloading", "Downloading", "Downloaded", "Installing", "Installed", "Idle"]) {
    await pair.charger.call("FirmwareStatusNotification", { status });
  }
  await pair.charger.call("DiagnosticsStatusNotification", { status: "Uploading" });
  assertEquals(await jobs(pair), [["firmware", null, ["Downloading", "Downloaded", "Installing", "Installed"]]]);
  const [job] = await items<JobView>(pair.server, JOBS);
  assertEquals([job.location, job.file, job.fileName], [firmware.location, null, null]);
});

Deno.test("a request's number tells which job a status is about", async () => {
  await using pair = await aPair();
  const log = { log: { remoteLocation: location }, logType: "SecurityLog" };
  const first = await ask(pair, "GetLog", log, { status: "Accepted" });
  const second = await ask(pair, "GetLog", { ...log, requestId: 70 }, {
    status: "AcceptedCanceled",
    filename: "b.log",
  });
  assertEquals([first.payload.requestId, second.payload.requestId], [1, 70]);
  await ask(pair, "GetLog", { ...log, requestId: 71 }, { status: "Rejected" });
  const tell = (payload: object) => pair.charger.call("LogStatusNotification", payload);
  await tell({ status: "Uploading", requestId: 70 });
  await tell({ status: "UploadFailure", requestId: 1 });
  await tell({ status: "Uploaded" });
  await tell({ status: "Uploading", requestId: 5 });
  assertEquals(await jobs(pair), [["log", 70, ["Uploading", "Uploaded"]], ["log", 1, ["UploadFailure"]]]);
  const update = { location, retrieveDateTime: firmware.retrieveDate, signingCertificate: "C", signature: "S" };
  await ask(pair, "SignedUpdateFirmware", { firmware: update }, { status: "Accepted" });
  await ask(pair, "SignedUpdateFirmware", { firmware: update }, { status: "InvalidCertificate" });
  await pair.charger.call("SignedFirmwareStatusNotification", { status: "SignatureVerified", requestId: 2 });
  assertEquals((await jobs(pair))[0], ["firmware", 2, ["SignatureVerified"]]);
});

Deno.test("a charger that failed may try again, and then its newest job goes on", async () => {
  await using pair = await aPair();
  for (let i = 0; i < 2; i++) {
    await ask(pair, "GetDiagnostics", { location }, { fileName: "d.zip" });
    for (const status of ["Uploading", "UploadFailed"]) {
      await pair.charger.call("DiagnosticsStatusNotification", { status });
    }
  }
  for (const status of ["Uploading", "Uploaded", "Uploaded", "Idle"]) {
    await pair.charger.call("DiagnosticsStatusNotification", { status });
  }
  assertEquals(await jobs(pair), [
    ["diagnostics", null, ["Uploading", "UploadFailed", "Uploading", "Uploaded"]],
    ["diagnostics", null, ["Uploading", "UploadFailed"]],
  ]);
  const first = (await pair.server.get(`${JOBS}?limit=1`)).body as Page<JobView>;
  assertEquals([first.items[0].fileName, first.items.length], ["d.zip", 1]);
  assertEquals((await items<JobView>(pair.server, `${JOBS}?limit=1&cursor=${first.next}`)).length, 1);
  assertEquals((await pair.server.get("/api/chargers/nobody/jobs")).status, 404);
});
