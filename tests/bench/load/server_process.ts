/** The servers that are measured, each a process of its own on a core of its own where there are two. */

const ROOT = new URL("../../../", import.meta.url);

/** `raw`: a Deno server that stores nothing; `us`: the built one; `rpc`: ocpp-rpc under Node, in memory. */
export type ServerName = "raw" | "us" | "rpc";

const DENO = [Deno.execPath(), "run", "-A", "--no-check"];
const commands: Record<ServerName, string[]> = {
  raw: [...DENO, "tests/bench/load/raw_server.ts"],
  us: [...DENO, "main.ts"],
  rpc: ["node", "tests/bench/load/rpc_server.mjs"],
};

export interface ServerProcess {
  port: number;
  pid: number;
  /** Ends it, and deletes what it stored. */
  stop(): Promise<void>;
}

/** The command with which a program is bound to a core; empty where that cannot be done. */
export async function pinnedTo(core: number): Promise<string[]> {
  if (navigator.hardwareConcurrency < 2) return [];
  const isThere = await new Deno.Command("taskset", { args: ["--version"], stdout: "null", stderr: "null" }).output()
    .then(({ success }) => success, () => false);
  return isThere ? ["taskset", "-c", String(core)] : [];
}

/** Binds this process to a core, and all that it will start. */
export async function pinThis(core: number): Promise<void> {
  if ((await pinnedTo(core)).length === 0) return;
  const args = ["-a", "-c", "-p", String(core), String(Deno.pid)];
  await new Deno.Command("taskset", { args, stdout: "null" }).output();
}

/**
 * Starts a server and resolves when it says where it listens. `flags` are those of `deno run`.
 * @throws when it ends before
 */
export async function startServer(
  name: ServerName,
  settings: Record<string, string> = {},
  flags: string[] = [],
): Promise<ServerProcess> {
  const folder = await Deno.makeTempDir({ prefix: "bench-" });
  const [program, ...words] = commands[name];
  const [command, ...args] = [...await pinnedTo(0), program, ...words.slice(0, -1), ...flags, ...words.slice(-1)];
  const child = new Deno.Command(command, {
    args,
    cwd: ROOT,
    env: {
      HOST: "127.0.0.1",
      PORT: "0",
      REGISTRATION: "open",
      LOG_LEVEL: "warn",
      NO_COLOR: "1",
      KV_PATH: `${folder}/bench.kv`,
      ...settings,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  let port: RegExpExecArray | null = null;
  while ((port = /http:\S+:(\d+)\n/.exec(said)) === null) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The server "${name}" ended before it listened: ${said}`);
    said += value;
  }
  return {
    port: Number(port[1]),
    pid: child.pid,
    async stop() {
      try {
        child.kill("SIGTERM");
      } catch { /* It ended by itself: whoever measured it has seen that. */ }
      await child.status;
      await reader.cancel();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
