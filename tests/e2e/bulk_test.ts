/** One command to many chargers, as an operator sends it. */
import { assertEquals } from "@std/assert";
import { ObedientCharger, post } from "../bulk.ts";
import { untilOffline } from "../server.ts";
import { browserTest } from "./harness.ts";

browserTest(
  "five chargers are selected and restarted: who refused and who was offline is seen, and only they are asked again",
  async ({ server, page, visit, follow }) => {
    await using stack = new AsyncDisposableStack();
    const chargers = new Map<string, ObedientCharger>();
    for (const id of ["CP-1", "CP-2", "CP-3", "CP-4", "CP-5", "CP-6"]) {
      chargers.set(id, stack.use(await ObedientCharger.connect(server, id)));
    }
    const of = (id: string) => chargers.get(id)!;
    const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: new Date().toISOString() };
    await of("CP-1").call("StartTransaction", start);
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    of("CP-1").answer = () => mayAnswer.then(() => ({ status: "Accepted" }));
    of("CP-2").answer = () => ({ status: "Rejected" });
    await of("CP-3")[Symbol.asyncDispose]();
    await untilOffline(server, "CP-3");

    await visit("/chargers");
    await page.getByRole("checkbox", { name: "Select CP-1", exact: true }).check();
    await page.getByText("1 charger selected").waitFor();
    await page.getByRole("checkbox", { name: "Select CP-5", exact: true }).click({ modifiers: ["Shift"] });
    await page.getByText("5 chargers selected").waitFor();
    await follow(() => page.getByRole("link", { name: "Send a command" }).click());
    const targets = page.getByRole("region", { name: "To whom" });
    await targets.getByText("Those that are offline are not waited for").waitFor();
    assertEquals(await targets.getByRole("definition").allTextContents(), ["5", "4", "1"]);
    await follow(() => page.getByRole("link", { name: "Restart", exact: true }).click());
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const question = page.getByRole("alertdialog");
    await question.getByText("Restart: 5 chargers?").waitFor();
    await question.getByText("Charging now: 1. Offline: 1.").waitFor();
    await follow(() => question.getByRole("button", { name: "Send to 5 chargers" }).click());

    const row = (id: string) => page.getByRole("table", { name: "Results" }).locator(`tr[data-charger="${id}"]`);
    await page.getByText("4 of 5").waitFor();
    await page.getByText("this page may be closed").waitFor();
    await row("CP-1").getByText("Asked. It has not answered yet.").waitFor();
    await row("CP-2").getByText("The charger refused it.").waitFor();
    await row("CP-3").getByText("It was offline: nothing was sent.").waitFor();
    answer();
    await page.getByText("5 of 5").waitFor();
    await row("CP-1").getByText("The charger accepted it.").waitFor();
    const numbers = page.getByRole("region", { name: "Progress" }).getByRole("definition");
    assertEquals(await numbers.allTextContents(), ["3", "2", "0"]);
    assertEquals(of("CP-6").heard, []);

    await follow(() => page.getByRole("link", { name: "Failed" }).click());
    assertEquals(await page.locator("tr[data-charger]").count(), 2);
    of("CP-2").answer = () => ({ status: "Accepted" });
    await page.getByRole("button", { name: "Retry 2" }).click();
    await follow(() => question.getByRole("button", { name: "Retry 2" }).click());
    await page.getByText("2 of 2").waitFor();
    await row("CP-2").getByText("The charger accepted it.").waitFor();
    await row("CP-3").getByText("It was offline").waitFor();
    assertEquals(["CP-1", "CP-2", "CP-4"].map((id) => of(id).heard.length), [1, 2, 1]);
    assertEquals(of("CP-2").heard[1], { action: "Reset", payload: { type: "Soft" } });
  },
);

browserTest(
  "all that fit the filter are asked, others see it run, and whoever stops it leaves the rest unasked",
  async ({ server, page, visit, follow }) => {
    await using stack = new AsyncDisposableStack();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const chargers: ObedientCharger[] = [];
    for (let n = 10; n < 33; n++) {
      const slow = () => mayAnswer.then(() => ({ status: "Accepted" }));
      chargers.push(stack.use(await ObedientCharger.connect(server, `North-${n}`, slow)));
    }
    stack.use(await ObedientCharger.connect(server, "South-1"));
    await visit("/chargers?q=north&limit=10");
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("button", { name: "Select all 23 that fit" }).click();
    await page.getByText("All 23 that fit are selected").waitFor();
    await follow(() => page.getByRole("link", { name: "Send a command" }).click());
    // The form is chosen without leaving the page, and keeps whom it goes to.
    await page.getByRole("combobox", { name: /^Command/ }).selectOption("ChangeConfiguration");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("This is needed").first().waitFor();
    await page.getByLabel("Key · key").fill("HeartbeatInterval");
    await page.getByLabel("Value · value").fill("60");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await follow(() => page.getByRole("alertdialog").getByRole("button", { name: "Send to 23 chargers" }).click());
    await page.getByText("0 of 23").waitFor();
    await page.getByText("Asked. It has not answered yet.").nth(19).waitFor();

    await follow(() => page.getByRole("link", { name: "Commands to many" }).click());
    const row = page.getByRole("table", { name: "Commands to many" }).locator("tr[data-bulk]");
    await row.getByText("Running").waitFor();
    await follow(() => row.getByRole("link").click());
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Stop" }).click();
    await page.getByText("Nothing more is sent.").waitFor();
    answer();
    await page.getByText("the rest was not sent").waitFor();
    await page.getByText("20 of 23").waitFor();
    assertEquals(await page.getByText("Nothing was sent.", { exact: true }).count(), 3);
    assertEquals(chargers.filter(({ heard }) => heard.length > 0).length, 20);
  },
);

browserTest(
  "a charger that answers when its time is over has answered, on the page that is open too",
  async ({ server, page, visit }) => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const slow = () => mayAnswer.then(() => ({ status: "Accepted" }));
    await using _ = await ObedientCharger.connect(server, "CP-1", slow);
    const { body: { id } } = await post(server, "", { action: "Reset", payload: { type: "Soft" }, filter: {} });
    await visit(`/bulk-commands/${id}`);
    const row = page.getByRole("table", { name: "Results" }).locator('tr[data-charger="CP-1"]');
    await row.locator("xpath=self::*[@data-state='unanswered']").waitFor();
    const numbers = page.getByRole("region", { name: "Progress" }).getByRole("definition");
    await page.getByRole("button", { name: "Retry 1" }).waitFor();
    assertEquals(await numbers.allTextContents(), ["0", "1", "0"]);
    answer();
    await row.getByText("The charger accepted it. It was answered after all, when its time was over.").waitFor();
    await page.getByRole("button", { name: "Retry 1" }).waitFor({ state: "detached" });
    assertEquals(await numbers.allTextContents(), ["1", "0", "0"]);
  },
  undefined,
  { CALL_TIMEOUT_S: "1" },
);
