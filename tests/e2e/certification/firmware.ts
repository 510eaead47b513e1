/** Firmware Management profile. */
import { assertEquals } from "@std/assert";
import type { JobView } from "../../../lib/domain/upkeep_views.ts";
import type { ChargePoint, Scenario } from "./charge_point.ts";

const update = { location: "https://files.example/fw.bin", retrieveDate: "2030-01-01T00:00:00Z" };
const upload = { location: "ftp://files.example/in/", retries: 1, retryInterval: 5 };

/** Updates firmware, and sees each status as it is told. */
function firmware(...statuses: string[]): Scenario[2] {
  return async (point) => {
    await point.asked("UpdateFirmware", update, {});
    for (const status of statuses) {
      if (status === "Installed") {
        await point.reconnect();
        await point.boot();
      }
      if (status === "Installing") await point.status("Unavailable", 0);
      assertEquals(await point.call("FirmwareStatusNotification", { status }), {});
      assertEquals((await point.view()).firmwareStatus?.status, status);
    }
    assertEquals(await told(point), [["firmware", update.location, statuses]]);
  };
}

/** Asks for diagnostics, and sees each status as it is told. */
function diagnostics(...statuses: string[]): Scenario[2] {
  return async (point) => {
    await point.asked("GetDiagnostics", upload, { fileName: "diagnostics.zip" });
    for (const status of statuses) {
      assertEquals(await point.call("DiagnosticsStatusNotification", { status }), {});
      assertEquals((await point.view()).diagnosticsStatus?.status, status);
    }
    assertEquals(await told(point), [["diagnostics", upload.location, statuses]]);
    assertEquals((await point.list<JobView>("jobs"))[0].fileName, "diagnostics.zip");
  };
}

async function told(point: ChargePoint) {
  const jobs = await point.list<JobView>("jobs");
  return jobs.map(({ kind, location, statuses }) => [kind, location, statuses.map(({ status }) => status)]);
}

export const firmwareManagement: Scenario[] = [
  [
    "TC_044_1",
    "Firmware: downloaded and installed",
    firmware("Downloading", "Downloaded", "Installing", "Installed"),
  ],
  ["TC_044_2", "Firmware: download failed", firmware("Downloading", "DownloadFailed")],
  [
    "TC_044_3",
    "Firmware: installation failed",
    firmware("Downloading", "Downloaded", "Installing", "InstallationFailed"),
  ],
  ["TC_045_1", "Diagnostics: uploaded", diagnostics("Uploading", "Uploaded")],
  ["TC_045_2", "Diagnostics: upload failed", diagnostics("Uploading", "UploadFailed")],
];
