/** Settings: who may log in, in which role, with what; and the language. */
import { assertEquals } from "@std/assert";
import { roles } from "../../lib/domain/operator.ts";
import { addOperator } from "../people.ts";
import { browserTest, type World } from "./harness.ts";

const NOBODY = { name: null, role: "admin", authentication: "none" } as const;
const PASSWORD = "a-long-password";

async function logIn({ page, follow }: World, name: string, path: string): Promise<void> {
  await follow(() => page.goto(path), false);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await follow(() => page.getByRole("button", { name: "Log in" }).click());
}

browserTest("the first operator is added on the open dashboard, which from then on asks to log in", async (world) => {
  const { page, visit, follow, mayAnswer } = world;
  await visit("/settings");
  await page.getByText("Nobody is asked to log in").waitFor();
  await page.getByRole("button", { name: "Add operator" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("ada");
  await dialog.getByLabel("Password").fill("short");
  mayAnswer(400);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.locator(".error").getByText("Expected at least 8 characters").waitFor();
  assertEquals(await dialog.getByLabel("Name").inputValue(), "ada");
  await dialog.getByLabel("Password").fill(PASSWORD);
  mayAnswer(401);
  await follow(() => dialog.getByRole("button", { name: "Save" }).click(), false);
  await page.waitForURL("**/login?next=%2Fsettings");
  await page.getByLabel("Name").fill("ada");
  await page.getByLabel("Password").fill(PASSWORD);
  await follow(() => page.getByRole("button", { name: "Log in" }).click());
  await page.getByRole("row", { name: /ada/ }).getByText("You").waitFor();
});

browserTest("what a viewer may not do is not offered, and logging out leads to the log-in", async (world) => {
  const { server, page, visit, follow, charger } = world;
  const one = await charger("CP-1");
  await server.services.operations.changeCharger("CP-1", { registration: "Pending" });
  await server.services.accounts.add({ name: "ada", role: "admin", password: PASSWORD }, NOBODY);
  await server.services.accounts.add({ name: "vic", role: "viewer", password: PASSWORD }, NOBODY);
  await server.get("/api/tags");
  await logIn(world, "vic", "/tags");
  assertEquals(await page.getByRole("button", { name: "Add tag" }).count(), 0);
  await visit("/settings");
  assertEquals(await page.getByRole("heading", { name: "Operators" }).count(), 0);
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  await visit("/");
  await page.getByText("waits to be accepted").waitFor();
  assertEquals(await page.getByRole("button", { name: /^Accept/ }).count(), 0);
  await follow(() => page.getByRole("button", { name: "Log out" }).click(), false);
  await page.waitForURL("**/login*");
  await one.leave();
});

browserTest("each role is offered what it may do, and nothing else", async (world) => {
  const { server, page, visit, follow, charger } = world;
  const number = await (await charger("CP-1")).start();
  // The first operator is an admin.
  for (const role of roles.toReversed()) await addOperator(server.services, { role, password: PASSWORD });
  await server.get("/api/tags");
  const offered: Record<string, [path: string, role: "button" | "heading", name: string]> = {
    "add a tag": ["/tags", "button", "Add tag"],
    "stop a session": [`/transactions/${number}`, "button", "Stop charging"],
    "end a session by hand": [`/transactions/${number}`, "button", "End by hand"],
    "manage operators": ["/settings", "heading", "Operators"],
  };
  const found: Record<string, string[]> = {};
  for (const name of roles) {
    await logIn(world, name, "/");
    found[name] = [];
    for (const [what, [path, role, label]] of Object.entries(offered)) {
      await visit(path);
      if (await page.getByRole(role, { name: label }).count() > 0) found[name].push(what);
    }
    await follow(() => page.getByRole("button", { name: "Log out", exact: true }).click(), false);
    await page.waitForURL("**/login*");
  }
  const operating = ["add a tag", "stop a session", "end a session by hand"];
  assertEquals(found, { viewer: [], operator: operating, admin: [...operating, "manage operators"] });
});

browserTest("the place where one is stands out in the navigation, Settings too", async ({ page, visit }) => {
  const groundOf = (name: string) =>
    page.getByRole("link", { name, exact: true }).evaluate((link) => getComputedStyle(link).backgroundColor);
  await visit("/settings");
  assertEquals([await groundOf("Settings") !== await groundOf("Tags"), await groundOf("Tags")], [
    true,
    "rgba(0, 0, 0, 0)",
  ]);
  await visit("/tags");
  assertEquals([await groundOf("Tags") !== await groundOf("Settings"), await groundOf("Settings")], [
    true,
    "rgba(0, 0, 0, 0)",
  ]);
});

browserTest("a token is shown once, works, and is of no use when it is deleted", async ({ server, page, visit }) => {
  await visit("/settings");
  await page.getByRole("button", { name: "Make token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make" }).click();
  await dialog.getByText("Give it a name").waitFor();
  await dialog.getByLabel("Name").fill("billing");
  await dialog.getByRole("button", { name: "Make" }).click();
  const token = await dialog.getByLabel("Token").inputValue();
  const asked = () => server.get("/api/me", { headers: { authorization: `Bearer ${token}` } });
  assertEquals(((await asked()).body as { name: string }).name, "billing");
  await dialog.getByText("Close").last().click();
  const row = page.getByRole("row", { name: /billing/ });
  await row.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await row.waitFor({ state: "detached" });
  assertEquals((await asked()).status, 401);
});

browserTest(
  "a language that is chosen stays, and can be left to the browser again",
  async ({ page, visit, follow }) => {
    await visit("/settings");
    await follow(() => page.getByRole("link", { name: "Deutsch" }).click());
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    await visit("/tags");
    await page.getByRole("heading", { name: "Ladekarten" }).waitFor();
    await visit("/settings");
    await follow(() => page.getByRole("link", { name: "Wie der Browser fragt" }).click());
    await page.getByRole("heading", { name: "Settings" }).waitFor();
  },
);
