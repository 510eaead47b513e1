/**
 * `deno task test`: runs every test and ends with one line, `N passed, N failed`. Arguments go to `deno test`.
 *
 * The tests with a browser or a program of its own mostly wait, so the others run beside them; what those say comes after.
 */

const RESULT = /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed(?: \| (\d+) ignored)?/m;
const WITH_PROGRAMS = "tests/e2e";

interface Counts {
  passed: number;
  failed: number;
  ignored: number;
}

/** Tells what it has said, at once or in the end. */
async function test(args: string[], { isTold }: { isTold: boolean }): Promise<Counts & { said: Uint8Array[] }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--quiet", ...args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const said: Uint8Array[] = [];
  let end = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    if (isTold) await tell(chunk);
    else said.push(chunk);
    end = (end + decoder.decode(chunk, { stream: true })).slice(-2_000);
  }
  const { success } = await child.status;
  const result = RESULT.exec(end);
  if (result === null) {
    console.error(`The tests did not run to their end: ${args.join(" ")}`);
    return { passed: 0, failed: 1, ignored: 0, said };
  }
  const [passed, failed, ignored] = result.slice(1).map((count) => Number(count ?? 0));
  // Something outside every test may fail too: a file that does not load, a promise that nobody awaited.
  return { passed, failed: success ? failed : Math.max(1, failed), ignored, said };
}

async function tell(chunk: Uint8Array): Promise<void> {
  for (let told = 0; told < chunk.length;) told += await Deno.stdout.write(chunk.subarray(told));
}

const runs = Deno.args.length > 0
  ? [test(Deno.args, { isTold: true })]
  : [test([WITH_PROGRAMS], { isTold: true }), test([`--ignore=${WITH_PROGRAMS}`, "tests/"], { isTold: false })];

const total: Counts = { passed: 0, failed: 0, ignored: 0 };
for (const run of runs) {
  const { passed, failed, ignored, said } = await run;
  for (const chunk of said) await tell(chunk);
  total.passed += passed;
  total.failed += failed;
  total.ignored += ignored;
}
console.log(`${total.passed} passed, ${total.failed} failed${total.ignored === 0 ? "" : `, ${total.ignored} skipped`}`);
Deno.exit(total.failed === 0 ? 0 : 1);
