/**
 * Plays chargers against one server and prints what it found as JSON. A process of its own, so that it can have a core of its
 * own; in an open loop it polls without rest, so that a call goes out when it is due.
 */
import { setImmediate } from "node:timers";
import { readOptions } from "../options.ts";
import { Charger, type Faults } from "./charger.ts";
import { Latencies } from "./latencies.ts";
import { Link } from "./link.ts";
import { cpuSeconds, memoryKib } from "./process_stats.ts";
import type { RunResult } from "./result.ts";
import { type Scenario, scenarios } from "./script.ts";

const USAGE = `Usage: deno run -A tests/bench/load/generator.ts --port N [options]
  --scenario NAME  ${scenarios.join(", ")} (metervalues)
  --conns N        chargers (100)
  --seconds N      measured (5), after --warmup N unmeasured (2)
  --rate N         calls a second over all chargers, each counted from when it was due (0: each as soon as it can)
  --every N        prints a line of figures every so many seconds, too (0)
  --pause N        seconds at the beginning of each of those that are left out of its latencies (0)
  --pid N          the server's process, for its memory and CPU
  --settle N       seconds until its memory is read when all are connected (0)
  --prefix TEXT    of the chargers' ids (LOAD-)`;

const options = readOptions(USAGE, {
  port: 0,
  scenario: "metervalues",
  conns: 100,
  seconds: 5,
  warmup: 2,
  rate: 0,
  every: 0,
  pause: 0,
  pid: 0,
  settle: 0,
  prefix: "LOAD-",
});
const scenario: Scenario = scenarios.find((one) => one === options.scenario) ?? "metervalues";
if (scenario !== options.scenario) readOptions(USAGE, {}, [`--scenario=${options.scenario}`]);

/** Chargers that connect at a time; in a storm all do. */
const AT_ONCE = 200;
const DRAIN_MS = 5_000;
/** Until a charger that connects must be accepted. */
const ACCEPTED_WITHIN_MS = 60_000;

const faults: Faults = { callErrors: 0, malformed: 0, closed: 0, problem: null };
const acceptedMs: number[] = [];
let connectFailures = 0;
let all = new Latencies();
let lately = new Latencies();
/** How long after they were due calls were handed to their chargers: this process's own fault. */
let late = new Latencies();
let measured = all;
const answered = (ms: number) => {
  all.add(ms);
  lately.add(ms);
};

const before = memoryKib(options.pid);
const from = performance.now();
const chargers = await connect();
const connectedMs = performance.now() - from;
await elapse(options.settle * 1_000);
const connected = memoryKib(options.pid);
const cpu = { own: 0, server: 0 };
let seconds = 0;
let goesOn = scenario !== "storm";
if (goesOn) {
  const working = options.rate > 0 ? openLoop(options.rate) : Promise.all(chargers.map((one) => one.run(() => goesOn)));
  await elapse(options.warmup * 1_000);
  await measure();
  goesOn = false;
  await Promise.race([working.then(drained), elapse(DRAIN_MS)]);
}
console.log(JSON.stringify(result()));
Deno.exit();

async function connect(): Promise<Charger[]> {
  const chargers: Charger[] = [];
  const one = async (i: number) => {
    const name = `${options.prefix}${String(i).padStart(6, "0")}`;
    try {
      const link = await Link.open(options.port, `/ocpp/${name}`);
      const charger = new Charger(link, { scenario, seed: name, faults, answered });
      await Promise.race([charger.open(), elapse(ACCEPTED_WITHIN_MS).then(refuse)]);
      acceptedMs.push(performance.now() - from);
      chargers.push(charger);
    } catch (error) {
      connectFailures++;
      faults.problem ??= error instanceof Error ? error.message : String(error);
    }
  };
  const atOnce = scenario === "storm" ? options.conns : AT_ONCE;
  for (let i = 0; i < options.conns; i += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, options.conns - i) }, (_, n) => one(i + n)));
  }
  return chargers;
}

function refuse(): never {
  throw new Error(`BootNotification was not answered within ${ACCEPTED_WITHIN_MS / 1_000} s`);
}

async function openLoop(rate: number): Promise<void> {
  const begin = performance.now();
  for (let n = 0; goesOn;) {
    const now = performance.now();
    for (let at = begin + n * 1_000 / rate; at <= now; at = begin + ++n * 1_000 / rate) {
      chargers[n % chargers.length]?.due(at);
      late.add(now - at);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function measure(): Promise<void> {
  all = new Latencies();
  [cpu.own, cpu.server] = [cpuSeconds("self"), cpuSeconds(options.pid)];
  const begin = performance.now();
  const slices = options.every > 0 ? Math.round(options.seconds / options.every) : 1;
  for (let slice = 1, messages = 0; slice <= slices; slice++) {
    await elapse(options.pause * 1_000);
    [lately, late] = [new Latencies(), new Latencies()];
    await elapse(begin + slice * options.seconds * 1_000 / slices - performance.now());
    if (options.every === 0) continue;
    const { n } = all.summary();
    console.log(JSON.stringify({ messages: n - messages, lately: lately.summary(), late: late.summary() }));
    messages = n;
  }
  seconds = (performance.now() - begin) / 1_000;
  [cpu.own, cpu.server] = [cpuSeconds("self") - cpu.own, cpuSeconds(options.pid) - cpu.server];
  // What comes now counts no more.
  [measured, all] = [all, new Latencies()];
}

/** Resolves when nothing is due any more. */
async function drained(): Promise<void> {
  while (waiting() > 0) await elapse(10);
}

function waiting(): number {
  return chargers.reduce((sum, { waiting, isLost }) => sum + (isLost ? 0 : waiting), 0);
}

function result(): RunResult {
  const latency = measured.summary();
  return {
    scenario,
    conns: chargers.length,
    seconds,
    msgs: latency.n,
    msgs_per_s: seconds === 0 ? 0 : latency.n / seconds,
    latency_ms: latency,
    connect_per_s: chargers.length / (connectedMs / 1_000),
    accepted_ms: { n: acceptedMs.length, max: Math.max(0, ...acceptedMs) },
    connect_failures: connectFailures,
    callerrors: { any: faults.callErrors },
    closed: faults.closed,
    unanswered: waiting(),
    malformed: faults.malformed,
    generator_cpu_s: cpu.own,
    server_cpu_s: cpu.server,
    rss_before_kb: before.rss,
    rss_connected_kb: connected.rss,
    rss_after_kb: memoryKib(options.pid).rss,
    private_kb_per_conn: (connected.private - before.private) / chargers.length,
    problem: faults.problem,
  };
}

function elapse(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
