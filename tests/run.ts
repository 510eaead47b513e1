/** `deno task test`: runs every test and ends with one line, `N passed, N failed`. Arguments go to `deno test`. */
import { BUILT_BY } from "./built.ts";

const RESULT = /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed(?: \| (\d+) ignored)?/m;

const isWhole = Deno.args.length === 0;
// What cannot be built fails each test that needs it, for that tries again.
const isBuilt = isWhole &&
  (await new Deno.Command(Deno.execPath(), { args: ["run", "-A", "dev.ts", "build"] }).output()).success;

const child = new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--quiet", ...(isWhole ? ["tests/"] : Deno.args)],
  env: { NO_COLOR: "1", ...isBuilt ? { [BUILT_BY]: String(Deno.pid) } : {} },
  stdout: "piped",
  stderr: "inherit",
}).spawn();

let end = "";
const decoder = new TextDecoder();
for await (const chunk of child.stdout) {
  await Deno.stdout.write(chunk);
  end = (end + decoder.decode(chunk, { stream: true })).slice(-2_000);
}
const { success } = await child.status;
const result = RESULT.exec(end);
if (result === null) {
  console.error("The tests did not run to their end");
  console.log("0 passed, 1 failed");
  Deno.exit(1);
}
const [, passed, failed, ignored] = result;
// Something outside every test may fail too: a file that does not load, a promise that nobody awaited.
const failures = success ? Number(failed) : Math.max(1, Number(failed));
console.log(`${passed} passed, ${failures} failed${ignored === undefined ? "" : `, ${ignored} skipped`}`);
Deno.exit(success ? 0 : 1);
