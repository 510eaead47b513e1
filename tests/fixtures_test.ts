/** What real chargers do: every fixture is replayed against the whole server, and every row of docs/quirks.md has one. */
import { assertEquals, assertNotEquals } from "@std/assert";
import { headSchema } from "./fixture_format.ts";
import { replay } from "./fixture_replay.ts";

const FIXTURES = new URL("fixtures/", import.meta.url);

async function* fixtures(): AsyncGenerator<{ name: string; text: string }> {
  for await (const vendor of Deno.readDir(FIXTURES)) {
    if (!vendor.isDirectory) continue;
    const folder = new URL(`${vendor.name}/`, FIXTURES);
    for await (const { name } of Deno.readDir(folder)) {
      if (name.endsWith(".jsonl")) {
        yield { name: `${vendor.name}/${name}`, text: await Deno.readTextFile(new URL(name, folder)) };
      }
    }
  }
}

const found = (await Array.fromAsync(fixtures())).sort((a, b) => a.name < b.name ? -1 : 1);

for (const { name, text } of found) {
  const { quirk } = headSchema.parse(JSON.parse(text.split("\n")[0]));
  Deno.test(`${quirk} (${name})`, () => replay(text));
}

Deno.test("every row of docs/quirks.md has a fixture, and every fixture stands in a row", async () => {
  const text = await Deno.readTextFile(new URL("../docs/quirks.md", import.meta.url));
  const rows = text.split("\n").filter((line) => /^\| \d+ /.test(line));
  const named = rows.map((row) => [...row.matchAll(/`([a-z0-9_]+\/[a-z0-9_]+\.jsonl)`/g)].map(([, name]) => name));
  assertEquals(rows.map((row) => Number(row.split("|")[1])), rows.map((_, i) => i + 1));
  for (const [i, names] of named.entries()) assertNotEquals(names, [], rows[i]);
  assertEquals([...new Set(named.flat())].sort(), found.map(({ name }) => name));
});
