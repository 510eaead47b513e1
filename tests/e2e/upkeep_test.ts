/** A charger's upkeep on its page. */
import { assertEquals } from "@std/assert";
import { browserTest } from "./harness.ts";

browserTest("diagnostics are fetched, followed, and downloaded", async ({ server, page, visit, charger }) => {
  const one = await charger("CP-1");
  let location = "";
  one.answers("GetDiagnostics", (payload) => {
    location = String(payload.location);
    return { fileName: "cp-1.log" };
  });
  await visit("/chargers/CP-1/upkeep");
  await page.getByText("Nothing was updated or fetched yet").waitFor();
  await page.getByRole("button", { name: "Fetch diagnostics" }).click();
  const jobs = page.getByRole("region", { name: "Firmware and logs" });
  await jobs.getByText("The charger calls it cp-1.log").waitFor();
  await one.tells("DiagnosticsStatusNotification", { status: "Uploading" });
  await jobs.locator(".pill").getByText("Uploading").waitFor();
  const secret = new URL(location).pathname;
  const sent = await fetch(`${server.url}${secret}/cp-1.log`, { method: "PUT", body: "all is well" });
  assertEquals(sent.status < 300, true);
  await one.tells("DiagnosticsStatusNotification", { status: "Uploaded" });
  const link = jobs.getByRole("link", { name: /Download cp-1.log/ });
  await link.waitFor();
  const kept = page.waitForEvent("download");
  await link.click();
  const download = await kept;
  assertEquals(download.suggestedFilename(), "cp-1.log");
  assertEquals(await Deno.readTextFile(await download.path()), "all is well");
});

browserTest(
  "a reservation and a profile that were set are listed, and taken back",
  async ({ page, visit, charger, server }) => {
    const one = await charger("CP-1");
    for (const action of ["ReserveNow", "CancelReservation", "SetChargingProfile", "ClearChargingProfile"]) {
      one.answers(action, () => ({ status: "Accepted" }));
    }
    const { commands } = server.services;
    const send = (action: string, payload: unknown) =>
      commands.send({ chargerId: "CP-1", action, payload, askedBy: null });
    await send("ReserveNow", { connectorId: 1, idTag: "VAN-7", expiryDate: "2099-01-01T00:00:00Z" });
    const chargingSchedule = { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] };
    const csChargingProfiles = {
      chargingProfileId: 5,
      stackLevel: 2,
      chargingProfilePurpose: "TxDefaultProfile",
      chargingProfileKind: "Relative",
      chargingSchedule,
    };
    await send("SetChargingProfile", { connectorId: 1, csChargingProfiles });
    await visit("/chargers/CP-1/upkeep");
    const profiles = page.getByRole("region", { name: "Charging profiles" });
    await profiles.getByText("TxDefaultProfile, stack level 2").waitFor();
    await profiles.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await profiles.getByText("It holds none that was set from here").waitFor();
    const reservations = page.getByRole("region", { name: "Reservations" });
    await reservations.getByText("Tag VAN-7").waitFor();
    await reservations.getByRole("button", { name: "Cancel it" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel it" }).click();
    await reservations.getByText("None is held").waitFor();
  },
);

browserTest("a charger is named, and removed when it is gone", async ({ page, visit, follow, charger }) => {
  const one = await charger("CP-1");
  await visit("/chargers/CP-1/upkeep");
  await page.getByRole("button", { name: "Give it a name" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Car park, level 2");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator(".page-head").getByText("Car park, level 2").waitFor();
  await page.getByRole("button", { name: "Remove this charger" }).click();
  await page.getByText("It is online: it would come back at once.").waitFor();
  await one.leave();
  await page.locator(".page-head").getByText("Offline").waitFor();
  await page.getByRole("button", { name: "Remove this charger" }).click();
  await follow(() => page.getByRole("alertdialog").getByRole("button", { name: "Remove this charger" }).click());
  await page.getByText("No charger yet").waitFor();
});
