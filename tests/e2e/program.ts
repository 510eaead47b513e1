/** The program as a process of its own: what `deno task start` runs after the build. */
import { isBuilt } from "../built.ts";

const ROOT = new URL("../../", import.meta.url);

/** Builds `_fresh/` once for all tests of a file, unless all files have one build. */
let built: Promise<void> | undefined;
export function build(): Promise<void> {
  return built ??= isBuilt() ? Promise.resolve() : run(["run", "-A", "dev.ts", "build"]);
}

async function run(args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stderr: "piped" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

export interface Program extends AsyncDisposable {
  url: string;
  endpoint: string;
  port: number;
  pid: number;
  /** What it said on standard output so far. */
  said: string[];
  kill(signal: "SIGKILL" | "SIGTERM" | "SIGINT"): Promise<Deno.CommandStatus>;
  log(): Promise<string>;
}

/** Starts the program and resolves when it says where to go. `args` stand between `deno run` and the file. */
export async function start(env: Record<string, string>, args: string[] = ["-A"]): Promise<Program> {
  await build();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...args, "main.ts"],
    cwd: ROOT,
    env: { PORT: "0", HOST: "127.0.0.1", NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const log = new Response(child.stderr).text();
  const said: string[] = [];
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.split("\n").length < 3) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The program ended: ${await log}`);
    text += value;
  }
  said.push(...text.trim().split("\n"));
  const port = Number(/:(\d+)$/.exec(said[0])?.[1]);
  const ended = child.status;
  const kill = async (signal: "SIGKILL" | "SIGTERM" | "SIGINT") => {
    child.kill(signal);
    const status = await ended;
    await reader.cancel();
    await log;
    return status;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    endpoint: `ws://127.0.0.1:${port}/ocpp`,
    port,
    pid: child.pid,
    said,
    kill,
    log: () => log,
    [Symbol.asyncDispose]: async () => {
      if (await Promise.race([ended, Promise.resolve(null)]) === null) await kill("SIGTERM");
    },
  };
}
