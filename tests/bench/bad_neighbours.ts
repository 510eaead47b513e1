/**
 * Whether chargers notice a bad neighbour: `deno run -A tests/bench/bad_neighbours.ts [seconds] [kinds…]`.
 *
 * 100 chargers each send a MeterValues ten times a second to the program as people run it, first in peace, then beside
 * one that floods, reads nothing, sends 2 MiB, 2,000 half-open handshakes, or strangers that knock without end. The
 * normal ones' p99 must stay under twice that of the quiet times between, and no link may be lost: else it exits with 1.
 */
import { start } from "../e2e/program.ts";

const CHARGERS = 100;
const EVERY_MS = 100;
const ROUNDS = 3;
/** Until a bad neighbour is at work, and until what it did is over. */
const STARTING_MS = 500;
const ALL = ["flood", "deaf", "large", "half-open", "stranger"];

const seconds = Number(Deno.args[0] ?? 4);
const kinds = Deno.args.length > 1 ? Deno.args.slice(1) : ALL;

/** A normal charger; what it measures goes to `latencies`. */
class Charger {
  static latencies: number[] = [];
  static lost = 0;
  #sentAt = new Map<string, number>();
  #next = 0;
  #stop = () => {};

  private constructor(private readonly socket: WebSocket) {}

  static async connect(url: string, n: number): Promise<Charger> {
    const socket = new WebSocket(url, ["ocpp1.6"]);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    const charger = new Charger(socket);
    socket.onmessage = ({ data }) => charger.#hear(data);
    socket.onclose = () => Charger.lost++;
    charger.#call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
    setTimeout(() => {
      const timer = setInterval(() => charger.#measure(), EVERY_MS);
      charger.#stop = () => clearInterval(timer);
    }, n * EVERY_MS / CHARGERS);
    return charger;
  }

  leave(): void {
    this.#stop();
    this.socket.onclose = null;
    this.socket.close();
  }

  #measure(): void {
    const sampledValue = [{ value: String(this.#next), measurand: "Energy.Active.Import.Register", unit: "Wh" }];
    this.#call("MeterValues", { connectorId: 1, meterValue: [{ timestamp: new Date().toISOString(), sampledValue }] });
  }

  #call(action: string, payload: unknown): void {
    const id = String(this.#next++);
    this.#sentAt.set(id, performance.now());
    this.socket.send(JSON.stringify([2, id, action, payload]));
  }

  #hear(text: string): void {
    const id = JSON.parse(text)[1];
    Charger.latencies.push(performance.now() - this.#sentAt.get(id)!);
    this.#sentAt.delete(id);
  }
}

/** Collects the normal chargers' latencies of some seconds. */
async function collect(): Promise<number[]> {
  Charger.latencies = [];
  await pause(seconds * 1000);
  return Charger.latencies;
}

/** Beside a bad neighbour; and how its handshakes were answered. */
async function collectBeside(kind: string, id: string): Promise<{ latencies: number[]; fared: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("bad_neighbour.ts", import.meta.url).pathname, kind, String(program.port), id],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const said = new Response(child.stdout).text();
  await pause(STARTING_MS);
  const latencies = await collect();
  child.kill("SIGKILL");
  await child.status;
  return { latencies, fared: (await said).trim().split("\n").at(-1) ?? "" };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function at(share: number, latencies: number[]): number {
  return latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * share)];
}

function tell(name: string, latencies: number[], rest: string): void {
  const times = [0.5, 0.99].map((share) => at(share, latencies).toFixed(2).padStart(9)).join("");
  console.log(`${name.padEnd(10)}${times}${String(latencies.length).padStart(10)}  ${rest}`);
}

const program = await start({
  KV_PATH: `${await Deno.makeTempDir()}/ocpp.kv`,
  REGISTRATION: "closed",
  LOG_LEVEL: "error",
});
const ids = [
  ...Array.from({ length: CHARGERS }, (_, n) => `GOOD-${n}`),
  ...kinds.flatMap((kind) => Array.from({ length: ROUNDS }, (_, round) => `${kind}-${round}`)),
];
for (const id of ids) {
  const made = await fetch(`${program.url}/api/chargers`, { method: "POST", body: JSON.stringify({ id }) });
  await made.body?.cancel();
}
const chargers = await Promise.all(
  Array.from({ length: CHARGERS }, (_, n) => Charger.connect(`${program.endpoint}/GOOD-${n}`, n)),
);
await collect();
let isFine = true;
console.log(`${"".padEnd(10)}${"p50 ms".padStart(9)}${"p99 ms".padStart(9)}${"answered".padStart(10)}`);
for (const kind of kinds) {
  const [quiet, beside]: [number[], number[]] = [[], []];
  const fared: string[] = [];
  // In turn, so that what else the machine does falls on both.
  for (let round = 0; round < ROUNDS; round++) {
    quiet.push(...await collect());
    const measured = await collectBeside(kind, `${kind}-${round}`);
    beside.push(...measured.latencies);
    fared.push(measured.fared);
    await pause(STARTING_MS);
  }
  const ratio = at(0.99, beside) / at(0.99, quiet);
  isFine &&= ratio < 2;
  tell("quiet", quiet, "");
  tell(kind, beside, `p99 ${ratio.toFixed(2)} times the quiet one; handshakes answered ${fared.join(" ")}`);
}
console.log(`links lost: ${Charger.lost}`);
for (const charger of chargers) charger.leave();
await program.kill("SIGTERM");
Deno.exit(isFine && Charger.lost === 0 ? 0 : 1);
