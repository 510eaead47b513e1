/** Runs a generator as a process of its own: the project's, or the C one that LOADGEN names. */
import type { RunResult } from "./result.ts";
import { pinnedTo, type ServerProcess } from "./server_process.ts";

export interface Load {
  scenario: string;
  conns: number;
  seconds: number;
  warmup: number;
  rate: number;
  /** Seconds until the memory of connected chargers is read. */
  settle?: number;
}

/** What the C generator does not play. */
const NOT_IN_C = ["status"];

export function canPlay(scenario: string, loadgen: string | undefined): boolean {
  return loadgen === undefined || !NOT_IN_C.includes(scenario);
}

/**
 * Drives a server and returns what came of it.
 * @throws when the generator gave no result
 */
export async function runGenerator(
  { port, pid }: Pick<ServerProcess, "port" | "pid">,
  load: Load,
  loadgen: string | undefined,
): Promise<RunResult> {
  const own = [Deno.execPath(), "run", "-A", "--no-check", new URL("generator.ts", import.meta.url).pathname];
  const words = loadgen === undefined ? [...own, ...ownArgs(load, port, pid)] : [loadgen, ...cArgs(load, port, pid)];
  const [command, ...args] = [...await pinnedTo(1), ...words];
  const { stdout, stderr } = await new Deno.Command(command, { args, stdout: "piped", stderr: "piped" }).output();
  const last = new TextDecoder().decode(stdout).trim().split("\n").at(-1) ?? "";
  if (last.startsWith("{")) return JSON.parse(last);
  throw new Error(`The generator gave no result: ${new TextDecoder().decode(stderr).slice(-500)}`);
}

function ownArgs({ scenario, conns, seconds, warmup, rate, settle = 0 }: Load, port: number, pid: number): string[] {
  const options = { port, scenario, conns, seconds, warmup, rate, settle, pid };
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

function cArgs({ scenario, conns, seconds, warmup, rate, settle = 0 }: Load, port: number, pid: number): string[] {
  const options = { conns, duration: seconds, warmup, rate, settle, pid, url: `ws://127.0.0.1:${port}/ocpp/` };
  const what = scenario === "storm" ? ["--connect-storm"] : ["--scenario", scenario];
  return ["--json", ...what, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])];
}
