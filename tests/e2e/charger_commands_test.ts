/** What an operator asks of a charger on its pages, and what they are told of it. */
import { assertEquals } from "@std/assert";
import { createRPCError } from "ocpp-rpc";
import { RawCharger } from "../server.ts";
import { addOperator, openSession } from "../people.ts";
import { browserTest } from "./harness.ts";

browserTest(
  "a session is started from the page: the charger is asked, and the session that begins is told",
  async (world) => {
    const { page, visit, charger } = world;
    const one = await charger("CP-1");
    const asked: unknown[] = [];
    one.answers("RemoteStartTransaction", (payload) => {
      asked.push(payload);
      return { status: "Accepted" };
    });
    await visit("/chargers/CP-1");
    await page.getByText("It is free: no car is plugged in.").waitFor();
    const card = page.getByRole("region", { name: "Connector 1" });
    await card.getByRole("button", { name: "Start", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Start" }).click();
    await dialog.getByText("Enter the tag that the session is for").waitFor();
    await dialog.getByLabel("Tag").fill("TAG-7");
    await dialog.getByRole("button", { name: "Start" }).click();
    await page.getByText("Start a session: The charger accepted it.").waitFor();
    assertEquals(asked, [{ connectorId: 1, idTag: "TAG-7" }]);
    await page.getByText("A remote start is under way").waitFor();
    const transactionId = await one.start({ idTag: "TAG-7" });
    await page.getByText(`Start a session: Session #${transactionId} began.`).or(
      page.getByText(`Session #${transactionId} began.`),
    ).first().waitFor();
    await card.getByText("It charges.").waitFor();
  },
);

browserTest("a session is stopped from the page, after the question", async ({ page, visit, charger }) => {
  const one = await charger("CP-1");
  const transactionId = await one.start();
  one.answers("RemoteStopTransaction", () => {
    queueMicrotask(() => one.stop({ meterStop: 4000 }));
    return { status: "Accepted" };
  });
  await visit("/chargers/CP-1");
  const card = page.getByRole("region", { name: "Connector 1" });
  await card.getByRole("button", { name: "Stop" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByText(`Stop session #${transactionId}?`).waitFor();
  await question.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stop a session: The charger accepted it.").waitFor();
  await page.getByRole("table", { name: "Past sessions" }).getByText("3.00 kWh").waitFor();
  await card.getByRole("button", { name: "Start", exact: true }).waitFor();
});

browserTest("a command that the charger refuses says so, and what to do", async (world) => {
  const { page, visit, charger } = world;
  world.mayAnswer(502);
  const one = await charger("CP-1");
  one.answers("UnlockConnector", () => ({ status: "UnlockFailed" }));
  one.answers("ClearCache", () => {
    throw createRPCError("NotSupported", "no cache here");
  });
  await visit("/chargers/CP-1/commands");
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Unlock" }).click();
  const history = page.getByRole("list", { name: "What was asked" });
  await history.getByText("The charger could not unlock it.").waitFor();
  await history.getByText("The plug may be under load").waitFor();
  await page.getByRole("button", { name: "Clear the tag cache" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Clear the tag cache" }).click();
  await history.getByText("The charger answered with an error, NotSupported: no cache here").waitFor();
  assertEquals(await history.locator("li").count(), 2);
});

browserTest("any command is a form: mistakes stand beside their fields, and what was typed is kept", async (world) => {
  const { page, visit, charger } = world;
  const one = await charger("CP-1");
  const asked: Record<string, unknown>[] = [];
  one.answers("ReserveNow", (payload) => {
    asked.push(payload);
    return { status: "Accepted" };
  });
  await visit("/chargers/CP-1/commands");
  await page.getByRole("combobox", { name: "Command" }).selectOption("ReserveNow");
  const form = page.getByRole("form", { name: "Any command" });
  await form.getByLabel("Connector · connectorId").fill("one");
  await form.getByLabel("Tag · idTag", { exact: true }).fill("T".repeat(21));
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("Enter a number").waitFor();
  await form.getByText("At most 20 characters").waitFor();
  await form.getByText("This is needed").waitFor();
  const connector = form.getByLabel("Connector · connectorId");
  assertEquals(await connector.inputValue(), "one");
  assertEquals(await connector.evaluate((field) => field === document.activeElement), true);
  await connector.fill("1");
  await form.getByLabel("Tag · idTag", { exact: true }).fill("TAG-1");
  await form.getByLabel("Until · expiryDate").fill("2030-01-31T12:00");
  await form.getByRole("button", { name: "Send" }).click();
  await page.getByRole("list", { name: "What was asked" }).getByText("The charger accepted it.").waitFor();
  assertEquals(asked.map(({ connectorId, idTag }) => [connectorId, idTag]), [[1, "TAG-1"]]);
});

browserTest("what only the server finds is shown beside its field too, and the JSON can be edited", async (world) => {
  const { page, visit, charger } = world;
  world.mayAnswer(422);
  const one = await charger("CP-1");
  one.answers("SetChargingProfile", () => ({ status: "Accepted" }));
  const profile = {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: "TxProfile",
    chargingProfileKind: "Relative",
    chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 5, limit: 16 }] },
  };
  const payload = JSON.stringify({ connectorId: 1, csChargingProfiles: profile });
  await visit(`/chargers/CP-1/commands?action=SetChargingProfile&payload=${encodeURIComponent(payload)}`);
  const form = page.getByRole("form", { name: "Any command" });
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("Expected the first period to start at 0").waitFor();
  const first = form.getByLabel("From second · startPeriod");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  assertEquals(await first.evaluate((field) => field === document.activeElement), true);
  await form.getByText("The JSON that will be sent").click();
  const json = form.getByRole("textbox", { name: "The JSON that will be sent" });
  await json.fill("{");
  await form.getByText("This is not a JSON object").waitFor();
  await json.fill(payload.replace('"startPeriod":5', '"startPeriod":0'));
  assertEquals(await first.inputValue(), "0");
  await form.getByRole("button", { name: "Send" }).click();
  await page.getByRole("list", { name: "What was asked" }).getByText("The charger accepted it.").waitFor();
});

browserTest("a command waits visibly behind another one, and one that was sent can be sent again", async (world) => {
  const { page, visit, charger } = world;
  const one = await charger("CP-1");
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  one.answers("TriggerMessage", async () => {
    await mayAnswer;
    return { status: "Accepted" };
  });
  one.answers("GetLocalListVersion", () => ({ listVersion: 3 }));
  await visit("/chargers/CP-1/commands?action=GetLocalListVersion");
  await page.getByRole("button", { name: "Ask for the meter" }).click();
  const entries = page.getByRole("list", { name: "What was asked" }).locator("> li");
  await entries.getByText("Sent. The charger has not answered yet.").waitFor();
  await page.getByRole("form", { name: "Any command" }).getByRole("button", { name: "Send" }).click();
  await entries.getByText("Waits until the charger has answered what was asked before.").waitFor();
  answer();
  await entries.getByText("The charger answered.").waitFor();
  await entries.getByText("The charger accepted it.").waitFor();
  await entries.first().locator("summary").click();
  await entries.first().getByText('"listVersion": 3').waitFor();
  assertEquals(
    await entries.first().getByRole("link", { name: "Send again" }).getAttribute("href"),
    "/chargers/CP-1/commands?action=GetLocalListVersion&payload=%7B%7D",
  );
});

browserTest("a new charger is accepted on its page", async ({ server, page, visit, charger }) => {
  await server.services.operations.addCharger("CP-9", { registration: "Pending" });
  await charger("CP-9");
  await visit("/chargers/CP-9");
  await page.getByText("The charger waits to be accepted").waitFor();
  await page.locator(".notice").getByRole("button", { name: "Accept" }).click();
  await page.getByText("The charger is accepted").waitFor();
  await page.locator(".notice").waitFor({ state: "detached" });
  await page.getByText("It is free").waitFor();
});

browserTest(
  "who may only look is offered no command, and sees what was asked",
  async ({ server, page, visit, charger }) => {
    const one = await charger("CP-1");
    one.answers("ClearCache", () => ({ status: "Accepted" }));
    await server.services.commands.send({ chargerId: "CP-1", action: "ClearCache", payload: {}, askedBy: "ada" });
    await addOperator(server.services, { role: "admin" });
    await addOperator(server.services, { role: "viewer" });
    const token = await openSession(server.services, "viewer");
    await page.context().addCookies([{ name: "session", value: token, url: server.url }]);
    await visit("/chargers/CP-1/commands");
    await page.getByText("The charger accepted it.").waitFor();
    assertEquals(await page.locator("main button, main form, main select").count(), 0);
    await visit("/chargers/CP-1");
    assertEquals(
      await page.getByRole("region", { name: "Connector 1" }).getByRole("button", { name: /Start|Unlock/ }).count(),
      0,
    );
  },
);

browserTest("on its messages page, what a charger was told is wrong is marked where it said it", async (world) => {
  const { server, page, visit, follow } = world;
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  await charger.call("StatusNotification", { connectorId: 1, status: "Asleep", errorCode: "NoError" });
  await visit("/chargers/CP-1/messages");
  await follow(() => page.getByLabel("Which messages").selectOption({ label: "Errors only" }));
  assertEquals(new URL(page.url()).pathname, "/chargers/CP-1/messages");
  const rows = page.getByRole("table", { name: "Messages" }).locator("tr[data-state]");
  assertEquals(await rows.count(), 1);
  await rows.getByRole("button", { name: "StatusNotification" }).click();
  assertEquals(await page.getByRole("figure").locator("mark").allTextContents(), ['"status": "Asleep",']);
});
