/** What goes wrong around the program: it is killed, its disk is full, its file is locked. Nothing acknowledged is lost. */
import { assertEquals, assertMatch } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { BusyCharger } from "./busy_charger.ts";
import { compare } from "./compare.ts";
import { killRounds } from "./kill_rounds.ts";
import { start } from "./program.ts";
import { until } from "./until.ts";

const MIB = 1024 * 1024;

async function readiness(url: string): Promise<{ status: number; reason?: string }> {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, ...await response.json().then(({ reason }) => reason && { reason }) };
}

/** A disk of its own in memory. `null`: this machine does not let us mount one. */
async function mountDisk(mib: number): Promise<{ path: string; unmount: () => Promise<void> } | null> {
  const path = await Deno.makeTempDir();
  const run = (command: string, ...args: string[]) => new Deno.Command(command, { args, stderr: "null" }).output();
  const mounted = await run("mount", "-t", "tmpfs", "-o", `size=${mib}m`, "tmpfs", path).catch(() => null);
  if (mounted?.success === true) {
    return {
      path,
      async unmount() {
        await run("umount", path);
        await Deno.remove(path);
      },
    };
  }
  await Deno.remove(path);
  return null;
}

/** Chargers that work until they are stopped, whatever happens to their link. */
function work(endpoint: string, count: number) {
  const chargers = Array.from({ length: count }, (_, i) => new BusyCharger(`CP-${i}`));
  const working = chargers.map(async (charger) => {
    while (!await charger.work(endpoint)) { /* again, over a new link */ }
  });
  const counts = () => chargers.map(({ count }) => count);
  return {
    chargers,
    /** Resolves when each charger was acknowledged some more messages. */
    async goOn() {
      const before = counts();
      await until("every charger goes on", () => counts().every((count, i) => count >= before[i] + 20));
    },
    async stop() {
      for (const charger of chargers) charger.stop();
      await Promise.all(working);
    },
  };
}

Deno.test("kill -9 while samples are folded loses nothing that was acknowledged, and doubles nothing that is sent again", async () => {
  const folder = await Deno.makeTempDir();
  const { missing, doubled, changed, foldsHit } = await killRounds({
    rounds: 3,
    chargers: 40,
    kvPath: `${folder}/ocpp.kv`,
  });
  assertEquals({ missing, doubled, changed }, { missing: [], doubled: [], changed: [] });
  // Which kills hit a fold hangs on the machine; `deno task bench kill` tells it of twenty.
  assertEquals(foldsHit >= 1, true, `${foldsHit} of 3 kills hit a fold`);
  await Deno.remove(folder, { recursive: true });
});

const canMount = await mountDisk(1).then(async (disk) => {
  await disk?.unmount();
  return disk !== null;
});
if (!canMount) console.warn("The test of a full disk is ignored: this machine does not let us mount a tmpfs");

Deno.test({
  name: "a full disk: chargers are told to send again, readiness says why, and all goes on when space returns",
  ignore: !canMount,
  async fn() {
    const { path, unmount } = (await mountDisk(160))!;
    await using stack = new AsyncDisposableStack();
    stack.defer(unmount);
    const program = stack.use(await start({ KV_PATH: `${path}/ocpp.kv` }));
    const { chargers, goOn, stop } = work(program.endpoint, 20);
    await goOn();
    for (const leave of [40 * MIB, 0]) {
      await fill(`${path}/other`, leave);
      for (const { refused } of chargers) refused.length = 0;
      await until("every charger is refused", () => chargers.every(({ refused }) => refused.includes("InternalError")));
      const { status, reason } = await readiness(program.url);
      assertEquals(status, 503);
      assertMatch(reason ?? "", /^The disk of the store is full: .*free/);
      await Deno.remove(`${path}/other`);
      await until("the server is ready again", async () => (await readiness(program.url)).status === 200);
      await goOn();
    }
    await stop();
    const { missing, doubled } = await compare(program.url, chargers);
    assertEquals({ missing, doubled }, { missing: [], doubled: [] });
    const { code } = await program.kill("SIGTERM");
    const said = (await program.log()).split("\n").filter((line) => line.includes("The store "));
    assertEquals([code, said.length], [0, 4]);
  },
});

/** Writes zeros until the disk has only so much left. */
async function fill(file: string, leaveBytes: number): Promise<void> {
  const { bavail, bsize } = await (await import("node:fs/promises")).statfs(file.replace(/[^/]*$/, ""));
  using out = await Deno.open(file, { write: true, create: true });
  const zeros = new Uint8Array(MIB);
  for (let left = bavail * bsize - leaveBytes; left > 0; left -= zeros.length) {
    const { length } = zeros.subarray(0, left);
    try {
      for (let done = 0; done < length;) done += await out.write(zeros.subarray(done, length));
    } catch {
      return; // Somebody else took the rest.
    }
  }
}

Deno.test("a file that another program holds locked: answers wait, readiness says so, and all goes on", async () => {
  const folder = await Deno.makeTempDir();
  const program = await start({ KV_PATH: `${folder}/ocpp.kv` });
  const { chargers, goOn, stop } = work(program.endpoint, 20);
  await goOn();
  using other = new DatabaseSync(`${folder}/ocpp.kv`);
  other.exec("PRAGMA busy_timeout=5000");
  other.exec("BEGIN EXCLUSIVE");
  const held = chargers.map(({ count }) => count);
  await until("the server is not ready", async () => (await readiness(program.url)).status === 503);
  assertMatch((await readiness(program.url)).reason ?? "", /writ/);
  assertEquals((await fetch(`${program.url}/health/live`).then((response) => response.json())).status, "live");
  for (const [i, { count, refused }] of chargers.entries()) {
    assertEquals([count - held[i] <= 1, refused], [true, []]);
  }
  other.exec("COMMIT");
  await until("the server is ready again", async () => (await readiness(program.url)).status === 200);
  await goOn();
  await stop();
  const { missing, doubled } = await compare(program.url, chargers);
  assertEquals({ missing, doubled }, { missing: [], doubled: [] });
  assertEquals((await program.kill("SIGTERM")).code, 0);
  await Deno.remove(folder, { recursive: true });
});
