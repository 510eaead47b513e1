/** `deno task backup`, `restore` and `export`, as people run them, beside a server at work. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { BusyCharger } from "./busy_charger.ts";
import { compare } from "./compare.ts";
import { start } from "./program.ts";
import { until } from "./until.ts";

const ROOT = new URL("../../", import.meta.url);

async function task(args: string[], kvPath: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "backup.ts", ...args],
    cwd: ROOT,
    env: { KV_PATH: kvPath, NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("a backup made under load holds all that was acknowledged before it, and a server starts from it", async () => {
  const folder = await Deno.makeTempDir();
  const [kvPath, file, restored] = ["ocpp.kv", "backup", "new/ocpp.kv"].map((name) => `${folder}/${name}`);
  const chargers = Array.from({ length: 30 }, (_, i) => new BusyCharger(`CP-${i}`));
  {
    await using program = await start({ KV_PATH: kvPath });
    const working = chargers.map((charger) => charger.work(program.endpoint));
    await until("some messages are acknowledged", () => chargers.every(({ count }) => count > 30));
    // What was acknowledged so far must be in it; what comes meanwhile may be.
    const before = chargers.map(({ id, acknowledged }) => ({ id, acknowledged: structuredClone(acknowledged) }));
    const backup = await task(["backup", file], kvPath);
    assertMatch(backup.out, /^Backed up \d+ entries to /);
    const after = chargers.map(({ count }) => count);
    await until("the chargers go on", () => chargers.every(({ count }, i) => count > after[i]));
    for (const charger of chargers) charger.stop();
    await Promise.all(working);
    assertEquals(chargers.flatMap(({ refused }) => refused), []);

    const refused = await task(["restore", file, "--force"], kvPath);
    assertEquals(refused, {
      code: 1,
      out: "",
      err: `Cannot restore into ${kvPath}: a server has it open, stop it first`,
    });
    const done = await task(["restore", file], restored);
    assertMatch(done.out, /^Restored \d+ entries of \S+Z to /);
    await using again = await start({ KV_PATH: restored });
    const { missing, doubled, compared } = await compare(again.url, before);
    assertEquals({ missing, doubled }, { missing: [], doubled: [] });
    assertEquals(compared > 30 * 20, true);
  }
  const { code, err } = await task(["restore", file], kvPath);
  assertEquals(code, 1);
  assertStringIncludes(err, "it is not empty. Set KV_PATH to another place, or add --force");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an export goes to standard output or a file, line by line", async () => {
  const folder = await Deno.makeTempDir();
  const kvPath = `${folder}/ocpp.kv`;
  await using program = await start({ KV_PATH: kvPath });
  const charger = new BusyCharger("CP-1");
  const working = charger.work(program.endpoint);
  await until("a session has ended", () => charger.acknowledged.stops.length > 0);
  charger.stop();
  await working;
  const { out, err } = await task(["export"], kvPath);
  const records = out.split("\n").map((line) => JSON.parse(line));
  assertEquals(err, `Exported ${records.length} records`);
  const readings = records.filter(({ record }) => record === "sample").map(({ energyWh }) => energyWh);
  for (const reading of charger.acknowledged.readings) assertEquals(readings.includes(reading), true);
  assertEquals((await task(["export", `${folder}/all.jsonl`, "--from", "2999-01-01"], kvPath)).code, 0);
  assertEquals((await Deno.stat(`${folder}/all.jsonl`)).mode! & 0o777, 0o600);
  const later = (await Deno.readTextFile(`${folder}/all.jsonl`)).trim().split("\n").map((line) => JSON.parse(line));
  assertEquals([...new Set(later.map(({ record }) => record))].filter((record) => record === "transaction"), []);
  await program.kill("SIGTERM");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a wrong command line is answered with what would be right", async () => {
  for (const args of [[], ["backup"], ["restore"], ["backup", "a", "b"], ["backup", "a", "--force"], ["else", "a"]]) {
    const { code, err } = await task(args, "/nowhere/ocpp.kv");
    assertEquals(code, 1);
    assertMatch(err, /^deno task backup FILE /);
  }
  assertStringIncludes((await task(["export", "--since", "x"], "/nowhere/ocpp.kv")).err, "--since");
  assertStringIncludes(
    (await task(["export", "--from", "yesterday"], "/nowhere/ocpp.kv")).err,
    '"yesterday" is no time',
  );
  assertEquals(
    (await task(["backup", "b"], "https://example.com/kv")).err.includes("only a file can be backed up"),
    true,
  );
  assertStringIncludes((await task(["export"], "/nowhere/ocpp.kv")).err, "There is no store at /nowhere/ocpp.kv");
});
