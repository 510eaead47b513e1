import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { CentralSystem } from "./central_system.ts";

function simulate(...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "simulate/main.ts", ...args],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

Deno.test("Ctrl-C ends the sessions, disconnects and exits with 0", async () => {
  await using central = new CentralSystem(systemClock);
  const child = simulate("--url", central.url, "--chargers", "3", "--speed", "20");
  await central.until(() => central.started.length > 0);
  child.kill("SIGINT");
  const { code, stdout } = await child.output();
  assertEquals(code, 0);
  assertEquals(central.stopped.length, central.started.length);
  assertEquals(central.errors, []);
  assertStringIncludes(new TextDecoder().decode(stdout), "0 connected · 0 charging");
});

Deno.test("wrong options are told in one message, and the exit code is 1", async () => {
  const { code, stdout, stderr } = await simulate("--speed", "ten").output();
  assertEquals({ code, stdout: new TextDecoder().decode(stdout) }, { code: 1, stdout: "" });
  assert(new TextDecoder().decode(stderr).startsWith("Cannot start the simulation:\n  --speed"));
});
