/** The composition root: settings from the environment, services, the app; serves it when run as a program. */
import { createApp } from "./lib/app.ts";
import { systemClock } from "./lib/clock.ts";
import { type Config, ConfigError, readConfig } from "./lib/config.ts";
import { createIds } from "./lib/ids.ts";
import { createLog, type Log } from "./lib/log.ts";
import { openServices } from "./lib/services.ts";
import { readTls } from "./lib/tls.ts";

/** The settings this process runs with. */
export const config = await startable(() =>
  readConfig(Deno.env.toObject(), {
    isTerminal: Deno.stderr.isTerminal(),
    isDeploy: Deno.env.get("DENO_DEPLOYMENT_ID") !== undefined,
  })
);
const log = createLog({
  level: config.logLevel,
  format: config.logFormat,
  clock: systemClock,
  // Standard output is for the two lines that say where to go.
  write: (line) => console.error(line),
});
const services = await startable(async () =>
  openServices(await openKv(config), { config, clock: systemClock, ids: createIds(), log })
);

export const app = createApp(services);

if (import.meta.main) {
  serve().catch((error) => {
    log.error("Cannot serve", { error });
    Deno.exit(1);
  });
} else if (!Deno.mainModule.endsWith("/dev.ts")) {
  // `deno serve` and Deno Deploy listen for us; they only need to be told when we are done. The watcher of `deno task dev`
  // frees the port only when nobody else answers its signal.
  stopOnSignal(log);
}

/** What cannot be had with these settings ends the process with a message that says so. */
async function startable<T>(make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}

async function openKv({ kvPath, kvFolder }: Config): Promise<Deno.Kv> {
  // What is in it is for the server's user alone.
  if (kvFolder !== null) await Deno.mkdir(kvFolder, { recursive: true, mode: 0o700 });
  return await Deno.openKv(kvPath);
}

async function serve(): Promise<void> {
  // By a name that is made here, so that types can be checked before the first build.
  const { default: built } = await import(new URL("_fresh/server.js", import.meta.url).href);
  const { host, port } = config;
  const tls = await startable(() => readTls(config));
  const server = Deno.serve({
    hostname: host,
    port,
    // Thousands of chargers reconnect at once after an outage; the default of 511 makes most of them wait.
    tcpBacklog: 4096,
    automaticCompression: true,
    ...tls ?? {},
    onListen({ port }) {
      const name = host.includes(":") ? `[${host}]` : host;
      const s = tls === null ? "" : "s";
      console.log(`Dashboard     http${s}://${name}:${port}`);
      console.log(`For chargers  ws${s}://${name}:${port}/ocpp/<charger id>`);
    },
  }, built.fetch);
  stopOnSignal(log, () => server.shutdown());
  await server.finished;
}

/** A terminal's Ctrl-C comes twice under `deno task`: from the terminal and from the task. */
const SAME_SIGNAL_MS = 500;

/** Ends in order on the first signal, at once on the second. */
function stopOnSignal(log: Log, stopAccepting?: () => Promise<void>): void {
  let stoppingSince: number | null = null;
  const stop = async () => {
    if (stoppingSince !== null) {
      if (systemClock.elapsed() - stoppingSince > SAME_SIGNAL_MS) Deno.exit(1);
      return;
    }
    stoppingSince = systemClock.elapsed();
    log.info("Stopping");
    await services.close(stopAccepting);
    Deno.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      stop().catch((error) => {
        log.error("Could not stop in order", { error });
        Deno.exit(1);
      });
    });
  }
}
