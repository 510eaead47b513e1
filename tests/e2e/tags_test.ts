/** Tags, as an operator handles them. */
import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { browserTest } from "./harness.ts";

browserTest("a tag is added, changed, blocked and deleted", async ({ server, page, visit }) => {
  await visit("/tags");
  await page.getByText("Until the first one is stored every tag may charge").waitFor();
  await page.getByRole("button", { name: "Add tag" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tag", { exact: true }).fill("CARD-1");
  await dialog.getByLabel("Name").fill("Ada");
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = page.locator('tr[data-tag="CARD-1"]');
  await row.getByText("Ada").waitFor();
  await page.getByText("CARD-1 is saved").waitFor();
  await page.getByText("Only tags that are stored may charge").waitFor();

  await row.getByRole("button", { name: "Edit" }).click();
  await dialog.getByLabel("Valid until").fill("2000-01-01T00:00");
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.getByText("Expired").waitFor();

  await row.getByRole("button", { name: "Block" }).click();
  await row.getByText("Blocked").waitFor();
  assertEquals((await server.services.store.tags.find("CARD-1"))?.label, "Ada");

  await row.getByRole("button", { name: "Edit" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Cancel" }).click();
  assertEquals(await row.count(), 1);
  await dialog.getByRole("button", { name: "Delete" }).click();
  await question.getByRole("button", { name: "Delete" }).click();
  await page.getByText("CARD-1 is deleted").waitFor();
  await page.getByText("No tag yet").waitFor();
});

browserTest(
  "a form with mistakes says what is wrong beside the field, keeps what was typed, and goes there",
  async ({ server, page, visit, mayAnswer }) => {
    await server.services.store.tags.put([{
      v: 1,
      idTag: "TAKEN",
      label: null,
      blocked: false,
      expiresAt: null,
      parentIdTag: null,
      maxActiveTransactions: null,
    }]);
    await visit("/tags");
    await page.getByRole("button", { name: "Add tag" }).click();
    const dialog = page.getByRole("dialog");
    const tag = dialog.getByLabel("Tag", { exact: true });
    await dialog.getByLabel("Name").fill("Kept");
    await dialog.getByLabel("Sessions at once").fill("many");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Expected 1 to 20 letters").waitFor();
    await dialog.getByText("Expected a whole number").waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "tag-idTag");
    assertEquals(await dialog.getByLabel("Name").inputValue(), "Kept");
    await tag.fill("taken");
    await dialog.getByLabel("Sessions at once").fill("");
    mayAnswer(412);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This tag is stored already").waitFor();
    assertEquals(await dialog.getByLabel("Name").inputValue(), "Kept");
  },
);

browserTest("a CSV file is looked at, its mistakes told by line, and then imported", async (world) => {
  const { server, page, visit, mayAnswer } = world;
  await visit("/tags");
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import tags" });
  const choose = (text: string) =>
    dialog.getByLabel("File").setInputFiles({ name: "tags.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  mayAnswer(400);
  await choose("idTag,expiresAt\nA,soon\n");
  await dialog.getByText("Line 2, expiresAt: Expected a date and time").waitFor();
  await choose("idTag,label\nA,Ada\nB,Bob\n");
  await dialog.getByText("2 tags found, 0 of them stored already").waitFor();
  await dialog.getByText("Ada").waitFor();
  await dialog.getByRole("button", { name: "Import 2 tags" }).click();
  await page.getByText("2 tags are imported").waitFor();
  await page.locator('tr[data-tag="B"]').waitFor();
  const csv = await server.get("/api/tags.csv");
  assertEquals(String(csv.body).split("\r\n").slice(1, 3), ["A,Ada,false,,,", "B,Bob,false,,,"]);
});

browserTest("tags are found while one types, and how many sessions run with one is told", async (world) => {
  const { server, page, visit, charger } = world;
  await server.get("/api/tags/import", { method: "POST", body: "idTag,label\nCARD-1,Ada\nCARD-2,Bob\n" });
  const one = await charger("CP-1");
  await visit("/tags");
  await page.getByRole("searchbox", { name: "Search tags" }).fill("ada");
  await page.locator('tr[data-tag="CARD-2"]').waitFor({ state: "detached" });
  await one.start({ idTag: "CARD-1" });
  await page.locator('tr[data-tag="CARD-1"]').getByText("1 running").waitFor();
  await one.stop({ meterStop: 2000 });
  await page.locator('tr[data-tag="CARD-1"]').getByText("1 running").waitFor({ state: "detached" });
});
