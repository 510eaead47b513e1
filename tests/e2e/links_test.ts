/** Links that go wrong, or go by the thousand, against the program as a process of its own. */
import { assertEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import type { ChargerView } from "../../lib/domain/views.ts";
import { BusyCharger } from "./busy_charger.ts";
import { compare } from "./compare.ts";
import { type Program, start } from "./program.ts";

const MIB = 1024 * 1024;

/** Resolves when the program says that the charger is there, or is not: it is asked whenever it tells something. */
async function untilOnline({ url }: Program, id: string, isOnline = true): Promise<void> {
  const { body } = await fetch(`${url}/api/live?chargerId=${id}`);
  for await (const _ of body!) {
    const charger: ChargerView = await (await fetch(`${url}/api/chargers/${id}`)).json();
    if (charger.online === isOnline) return;
  }
  throw new Error(`The live stream ended before ${id} was ${isOnline ? "online" : "offline"}`);
}

async function metric({ url }: Program, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1]);
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error("A charger could not connect"));
  });
}

function closed(socket: WebSocket): Promise<CloseEvent> {
  return new Promise((resolve) => socket.onclose = resolve);
}

/** So many at a time: the listener's backlog has an end. */
const AT_ONCE = 250;

Deno.test("SIGTERM with 5,000 chargers connected: each is told, what was acknowledged is stored, the exit code is 0", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/ocpp.kv`, LOG_LEVEL: "error" };
  const program = await start(env);
  const sockets: WebSocket[] = [];
  while (sockets.length < 5_000) {
    const some = Array.from(
      { length: AT_ONCE },
      (_, i) => new WebSocket(`${program.endpoint}/IDLE-${sockets.length + i}`, ["ocpp1.6"]),
    );
    await Promise.all(some.map(opened));
    sockets.push(...some);
  }
  const closes = sockets.map(closed);
  const chargers = Array.from({ length: 50 }, (_, i) => new BusyCharger(`CP-${i}`));
  const working = chargers.map((charger) => charger.work(program.endpoint));
  await Promise.all(chargers.map((charger) => charger.hasDone(6)));
  const since = systemClock.elapsed();
  const { code } = await program.kill("SIGTERM");
  const tookMs = systemClock.elapsed() - since;
  const codes = Map.groupBy(await Promise.all(closes), ({ code }) => code);
  await Promise.all(working);
  assertEquals([code, [...codes.keys()], tookMs < 8_000], [0, [1001], true], `It took ${tookMs} ms`);
  {
    await using again = await start(env);
    const { missing, doubled } = await compare(again.url, chargers);
    assertEquals({ missing, doubled }, { missing: [], doubled: [] });
    assertEquals(await metric(again, 'ocpp_chargers\\{state="online"\\}'), 0);
    assertEquals(await metric(again, 'ocpp_chargers\\{state="offline"\\}'), 5_050);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a charger that connects and leaves 50 times a second harms nobody, and is shown as it is in the end", async () => {
  await using program = await start({ KV_PATH: ":memory:", LOG_LEVEL: "error" });
  const chargers = Array.from({ length: 10 }, (_, i) => new BusyCharger(`CP-${i}`));
  const working = chargers.map((charger) => charger.work(program.endpoint));
  await Promise.all(chargers.map((charger) => charger.hasDone(6)));
  const before = await metric(program, "process_resident_memory_bytes");
  for (let i = 0; i < 250; i++) {
    const socket = new WebSocket(`${program.endpoint}/FLAPS`, ["ocpp1.6"]);
    const gone = closed(socket);
    await opened(socket);
    // Half of them do not wait for the other side to say goodbye, as a charger that reboots.
    socket.close();
    if (i % 2 === 0) await gone;
    await new Promise<void>((resolve) => systemClock.after(20, resolve));
  }
  await untilOnline(program, "FLAPS", false);
  assertEquals(await metric(program, "ocpp_links_open"), 10);
  const last = new WebSocket(`${program.endpoint}/FLAPS`, ["ocpp1.6"]);
  await opened(last);
  await untilOnline(program, "FLAPS");
  await Promise.all(chargers.map((charger) => charger.hasDone(charger.count + 6)));
  assertEquals(chargers.flatMap(({ refused }) => refused), []);
  assertEquals((await metric(program, "process_resident_memory_bytes") - before) < 150 * MIB, true);
  const gone = closed(last);
  last.close();
  await gone;
  for (const charger of chargers) charger.stop();
  await Promise.all(working);
});

Deno.test("a charger that vanishes without a word is offline when its pings stay unanswered, and may come back", async () => {
  await using program = await start({ KV_PATH: ":memory:", LOG_LEVEL: "error", IDLE_TIMEOUT_S: "2" });
  const code = `const socket = new WebSocket("${program.endpoint}/CP-1", ["ocpp1.6"]);
    socket.onopen = () => console.log("open");`;
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped", stderr: "null" }).spawn();
  const said = child.stdout.getReader();
  await said.read();
  await untilOnline(program, "CP-1");
  // Its socket stays open, for nobody is there any more to close it.
  child.kill("SIGSTOP");
  await untilOnline(program, "CP-1", false);
  assertEquals(await metric(program, "ocpp_links_open"), 0);
  const back = new WebSocket(`${program.endpoint}/CP-1`, ["ocpp1.6"]);
  await opened(back);
  await untilOnline(program, "CP-1");
  const gone = closed(back);
  back.close();
  await gone;
  child.kill("SIGKILL");
  await child.status;
  await said.cancel();
});
