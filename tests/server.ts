/** The whole server in this process: real store, real routes, a real port on the loopback. */
import type { App } from "fresh";
import { setSnapshot } from "fresh/internal";
import { createApp } from "../lib/app.ts";
import { Passwords } from "../lib/auth/passwords.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import { readConfig } from "../lib/config.ts";
import type { State } from "../lib/define.ts";
import { createIds } from "../lib/ids.ts";
import { type Log, silentLog } from "../lib/log.ts";
import { openServices, type Services } from "../lib/services.ts";
import { readTls } from "../lib/tls.ts";
import { isBuilt } from "./built.ts";

export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`; https with the settings for TLS */
  url: string;
  /** `ws://127.0.0.1:port/ocpp`; wss with the settings for TLS */
  endpoint: string;
  port: number;
  kv: Deno.Kv;
  services: Services;
  /** The app without its port, for requests by another host's name, or from another machine's address. */
  app(request: Request, from?: string): Promise<Response>;
  get(path: string, init?: RequestInit): Promise<{ status: number; type: string | null; body: unknown }>;
  stop(): Promise<void>;
}

/** What a password's hash costs is not what these tests are about. */
const CHEAP = { ln: 4, r: 8, p: 1 };

let built: Promise<(app: App<State>) => void> | undefined;

/** `settings` are those of the environment; `kv` is one in memory unless given, and is closed in the end. */
export async function aServer(
  given: {
    settings?: Record<string, string>;
    kv?: Deno.Kv;
    log?: Log;
    port?: number;
    clock?: Clock;
    passwords?: Passwords;
  } = {},
): Promise<TestServer> {
  const kv = given.kv ?? await Deno.openKv(":memory:");
  const config = readConfig(given.settings ?? {}, { isTerminal: false, isDeploy: false });
  const log = given.log ?? silentLog;
  const passwords = given.passwords ?? new Passwords(CHEAP);
  const services = await openServices(kv, {
    config,
    clock: given.clock ?? systemClock,
    ids: createIds(),
    log,
    passwords,
  });
  const app = createApp(services);
  built ??= loadBuild();
  (await built)(app);
  const handler = app.handler();
  const tls = await readTls(config);
  const listen = { hostname: "127.0.0.1", port: given.port ?? 0, onListen() {} };
  const server = Deno.serve(tls === null ? listen : { ...listen, ...tls }, handler);
  const { port } = server.addr;
  const s = tls === null ? "" : "s";
  const url = `http${s}://127.0.0.1:${port}`;
  const client = tls === null ? undefined : Deno.createHttpClient({ caCerts: [tls.cert] });
  // The types of the browser's fetch, which the islands are checked with, know no such option.
  const trusting = client === undefined ? {} : { client };
  const stop = async () => {
    client?.close();
    await services.close(() => server.shutdown());
  };
  return {
    url,
    endpoint: `ws${s}://127.0.0.1:${port}/ocpp`,
    port,
    kv,
    services,
    app: (request, from = "127.0.0.1") =>
      handler(request, {
        remoteAddr: { transport: "tcp", hostname: from, port: 50_000 },
        completed: Promise.resolve(),
      }),
    async get(path, init) {
      const response = await fetch(url + path, { ...init, ...trusting });
      const text = await response.text();
      const type = response.headers.get("content-type");
      return { status: response.status, type, body: type?.includes("json") ? JSON.parse(text) : text };
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The build of the whole run, or one in memory. */
async function loadBuild(): Promise<(app: App<State>) => void> {
  if (!isBuilt()) {
    const { Builder } = await import("fresh/dev");
    return await new Builder().build({ snapshot: "memory" });
  }
  // What `_fresh/server.js` does for the program.
  const place = new URL("../_fresh/", import.meta.url).href;
  await import(`${place}build_id.js`);
  const { snapshot } = await import(`${place}snapshot.js`);
  return (app) => setSnapshot(app, snapshot, place);
}

/** Resolves when a charger's coming is recorded. */
export function untilOnline(server: TestServer, chargerId: string): Promise<void> {
  return until(server, () => server.services.fleet.view(chargerId)?.online === true);
}

/** Resolves when a charger's leaving is recorded. */
export function untilOffline(server: TestServer, chargerId: string): Promise<void> {
  return until(server, () => server.services.fleet.view(chargerId)?.online === false);
}

async function until({ services: { bus } }: TestServer, isSo: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = bus.listen({ types: null, hear: () => isSo() && resolve(), onEnd: resolve });
  if (!isSo()) await promise;
  stop();
}

/** A raw WebSocket to the server that hands out what it hears, message by message. */
export class RawCharger implements AsyncDisposable {
  readonly closed: Promise<CloseEvent>;
  readonly #heard: string[] = [];
  #wake: () => void = () => {};

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.onclose = resolve);
    socket.onmessage = ({ data }) => {
      this.#heard.push(data);
      this.#wake();
    };
  }

  static async connect(
    url: string,
    protocols: string[] = ["ocpp1.6"],
    headers: Record<string, string> = {},
  ): Promise<RawCharger> {
    // The types of the browser's WebSocket, which the islands are checked with, know no headers.
    const socket: WebSocket = Reflect.construct(WebSocket, [url, { protocols, headers }]);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = (event) => reject(new Error(event instanceof ErrorEvent ? event.message : "Cannot connect"));
    });
    return new RawCharger(socket);
  }

  /** The next message, parsed. */
  async next(): Promise<unknown> {
    while (this.#heard.length === 0) await new Promise<void>((wake) => this.#wake = wake);
    return JSON.parse(this.#heard.shift()!);
  }

  send(text: string): void {
    this.socket.send(text);
  }

  async call(action: string, payload: unknown): Promise<unknown> {
    this.send(JSON.stringify([2, crypto.randomUUID(), action, payload]));
    const [type, , ...rest] = await this.next() as [number, string, ...unknown[]];
    return type === 3 ? rest[0] : rest;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
