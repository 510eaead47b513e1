/** How the store behaves when KV does not: locked, full, or slow. */
import { assertEquals, assertRejects } from "@std/assert";
import { StoreDownError } from "../../lib/domain/store_down.ts";
import { createLog } from "../../lib/log.ts";
import { Commits } from "../../lib/store/commits.ts";
import { Room } from "../../lib/store/room.ts";
import { HeldClock } from "../arrange.ts";

const SECOND = 1_000;

/** Commits over a KV that does what a test says. `tried` counts how often it was asked. */
function someCommits(kv: { now: () => Promise<{ ok: boolean }> }) {
  const clock = new HeldClock();
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", clock, write: (line) => lines.push(line) });
  const commits = new Commits({ clock, log, room: null });
  const state = { tried: 0 };
  const commit = () => {
    state.tried++;
    return kv.now();
  };
  const run = () => commits.run(commit);
  return { clock, commits, run, problem: () => commits.problem(commit), state, logged: () => lines.map(messageOf) };
}

function messageOf(line: string): string {
  return JSON.parse(line).message;
}

const done = () => Promise.resolve({ ok: true });
const fails = (message: string) => () => Promise.reject(new TypeError(message));

Deno.test("a commit waits while another program holds the file locked, and is made when it lets go", async () => {
  const answers = [fails("database is locked"), fails("database is locked"), done];
  const { run, state, logged } = someCommits({ now: () => answers[state.tried - 1]() });
  assertEquals(await run(), { ok: true });
  assertEquals([state.tried, logged()], [3, []]);
});

Deno.test("a file that stays locked fails the commit after 15 seconds, with a sentence that says why", async () => {
  const { clock, run } = someCommits({
    now() {
      clock.pass(5 * SECOND);
      return fails("database is locked")();
    },
  });
  const since = clock.elapsed();
  await assertRejects(run, StoreDownError, "Another program holds the store's file locked");
  assertEquals(clock.elapsed() - since, 15 * SECOND);
});

Deno.test("a full disk is told to every writer, logged once, and logged again when it is over", async () => {
  const kv = { now: fails("database or disk is full") };
  const { clock, run, logged } = someCommits({ now: () => kv.now() });
  for (let i = 0; i < 3; i++) await assertRejects(run, StoreDownError, "The disk of the store is full");
  kv.now = done as typeof kv.now;
  await run();
  assertEquals(logged(), ["The store cannot write"]);
  clock.pass(2 * SECOND);
  await run();
  await run();
  assertEquals(logged(), ["The store cannot write", "The store writes again"]);
});

Deno.test("what is wrong with a value is not taken for a store that is down", async () => {
  const { run, logged } = someCommits({ now: fails("Value too large (max 65536 bytes)") });
  const error = await assertRejects(run, TypeError);
  assertEquals([error instanceof StoreDownError, logged()], [false, []]);
});

Deno.test("the store is fine when it wrote lately or can be tried, and says what is wrong when not", async () => {
  const kv = { now: done };
  const { clock, run, problem, state } = someCommits({ now: () => kv.now() });
  await run();
  assertEquals([await problem(), state.tried], [null, 1]);
  clock.pass(2 * SECOND);
  assertEquals([await problem(), state.tried], [null, 2]);
  kv.now = fails("attempt to write a readonly database") as typeof done;
  clock.pass(2 * SECOND);
  assertEquals(await problem(), "The store cannot be written: attempt to write a readonly database");
  kv.now = done;
  await run();
  assertEquals(await problem(), "The store cannot be written: attempt to write a readonly database");
  clock.pass(2 * SECOND);
  assertEquals(await problem(), null);
});

Deno.test("a store that hangs is no longer fine after 2 seconds, and one try is enough for all who ask", async () => {
  const hanging = Promise.withResolvers<{ ok: boolean }>();
  const { clock, commits, problem, state } = someCommits({ now: () => hanging.promise });
  const asked = [problem(), problem(), problem()];
  clock.pass(2 * SECOND);
  assertEquals(await Promise.all(asked), Array(3).fill("The store has not written within 2 s"));
  assertEquals(state.tried, 1);
  clock.pass(8 * SECOND);
  assertEquals(await problem(), "A write waits for the store since 10 s");
  hanging.resolve({ ok: true });
  await asked[0];
  while (commits.oldestMs > 0) await null;
  assertEquals(await problem(), null);
});

Deno.test("the room of a folder is known, and there is enough of it here", async () => {
  const room = new Room(Deno.cwd(), { clock: new HeldClock(), log: createLog({ ...quiet, clock: new HeldClock() }) });
  await room.start();
  assertEquals([room.problem, room.freeBytes! > 0], [null, true]);
  room.stop();
});

const quiet = { level: "error", format: "json", write() {} } as const;
