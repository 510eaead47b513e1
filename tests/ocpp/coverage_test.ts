/** The table of all actions in docs/conformance.md is what is there: a schema, a handler or command, and tests of each. */
import { assertEquals } from "@std/assert";
import { v16 } from "../../ocpp/v16/mod.ts";
import { actions, standard } from "./v16/official.ts";

const ROOT = new URL("../../", import.meta.url);
/** Where an action's own tests are; conformance_test.ts, which holds each to the standard, names none. */
const TESTS = /^tests\/(ocpp\/(?!conformance_test|coverage_test).*_test|e2e\/(commands_test|certification\/\w+))\.ts$/;

interface Row {
  action: string;
  sender: "charge point" | "central system";
  schemas: string[];
  handler: string[];
  tests: string[];
}

async function* files(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    if (isDirectory) yield* files(`${folder}${name}/`);
    else yield `${folder}${name}`;
  }
}

async function read(folder: string): Promise<{ path: string; text: string }[]> {
  const paths = (await Array.fromAsync(files(folder))).sort();
  return await Promise.all(paths.map(async (path) => ({ path, text: await Deno.readTextFile(new URL(path, ROOT)) })));
}

const sources = await read("ocpp/v16/");
const tests = (await read("tests/")).filter(({ path }) => TESTS.test(path));

function rowOf(action: string, sender: Row["sender"]): Row {
  const [table, kind] = sender === "charge point" ? [v16.fromCharger, "inbound"] : [v16.toCharger, "outbound"];
  const made = new RegExp(`const ${action[0].toLowerCase()}${action.slice(1)} = ${kind}\\(`);
  const named = new RegExp(`"${action}"|^ +${action}: \\{`, "m");
  return {
    action,
    sender,
    schemas: [`${action}.req`, `${action}.conf`].filter((message) => standard.has(message)),
    handler: action in table ? sources.filter(({ text }) => made.test(text)).map(({ path }) => path) : [],
    tests: tests.filter(({ text }) => named.test(text)).map(({ path }) => path.replace("tests/", "")),
  };
}

const rows = actions.toSorted().flatMap((action) => [
  ...action in v16.fromCharger ? [rowOf(action, "charge point")] : [],
  ...action in v16.toCharger ? [rowOf(action, "central system")] : [],
]);

/** As it stands in the docs. */
function written({ action, sender, schemas, handler, tests }: Row): string {
  const lists = [schemas, handler, tests].map((names) => names.map((name) => `\`${name}\``).join(", "));
  return `| ${[action, sender, ...lists].join(" | ")} |`;
}

Deno.test("every action has both schemas, one handler or command, and a test of its own", () => {
  assertEquals(rows.length, 40);
  for (const row of rows) {
    assertEquals([row.action, row.schemas.length, row.handler.length], [row.action, 2, 1]);
    assertEquals(row.tests.length > 0, true, `${row.action} has no test`);
  }
});

Deno.test("the table in docs/conformance.md is up to date", async () => {
  const text = await Deno.readTextFile(new URL("docs/conformance.md", ROOT));
  const told = text.split("\n").filter((line) => /^\| \w+ +\| (charge point|central system) /.test(line));
  const plain = told.map((line) => line.replaceAll(/ +\|/g, " |"));
  assertEquals(plain, rows.map(written), `It should be:\n${rows.map(written).join("\n")}\n`);
});
