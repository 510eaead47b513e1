/** An app: what it is told with `use`, `get`, `fsRoutes` and the rest becomes one function from request to response. */
import { Context, type WebSocketHandlers, type WebSocketUpgradeOptions } from "./context.ts";
import { addFileRoutes } from "./fs_routes.ts";
import { HttpError } from "./http_error.ts";
import "./preact_hooks.ts";
import { setBuildId } from "./asset.ts";
import type { LayoutConfig, Method, Middleware, Route, RouteComponent } from "./route.ts";
import { RouteTable } from "./route_table.ts";
import { runChain } from "./segment.ts";
import { type Snapshot, type SnapshotData, toSnapshot } from "./snapshot.ts";

export interface AppConfig {
  root: string;
  basePath: string;
  mode: "development" | "production";
}

export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>;

export type AppHandler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Gives an app what was built; its `base` is the address the snapshot's sources are relative to. */
export let setSnapshot: <State>(app: App<State>, data: SnapshotData, base: string) => void;

export class App<State> {
  readonly config: AppConfig;
  // Told in order, carried out by `handler()`: only then the file routes are known.
  #steps: ((table: RouteTable<State>) => void)[] = [];
  #snapshot: Snapshot | null = null;

  static {
    setSnapshot = (app, data, base) => {
      setBuildId(data.buildId);
      app.#snapshot = toSnapshot(data, base);
      app.config.root = app.#snapshot.root;
    };
  }

  constructor(config: Partial<Pick<AppConfig, "mode">> = {}) {
    this.config = { root: ".", basePath: "", mode: config.mode ?? "production" };
  }

  /** Adds middlewares for everything that is added later, below a path or anywhere. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    const path = typeof first === "string" ? first : "*";
    const middlewares = typeof first === "string" ? rest : [first, ...rest];
    return this.#add((table) => table.root.at(path).middlewares.push(...middlewares));
  }

  get(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("GET", path, handlers);
  }

  post(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("POST", path, handlers);
  }

  put(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("PUT", path, handlers);
  }

  patch(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("PATCH", path, handlers);
  }

  delete(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("DELETE", path, handlers);
  }

  head(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("HEAD", path, handlers);
  }

  all(path: string, ...handlers: Middleware<State>[]): this {
    return this.#handle("ALL", path, handlers);
  }

  /** Answers GET at a path with a WebSocket. */
  ws(path: string, handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Adds a route as a file would be one: a component, handlers, a config. */
  route(path: string, route: Route<State>): this {
    const pattern = route.config?.routeOverride ?? path;
    return this.#add((table) => table.addRoute({ pattern, segment: path, route }));
  }

  /** Inserts the routes of the folder `routes/` at this place. Without a build there are none. */
  fsRoutes(): this {
    // Files are written for the app's State, which their modules' types cannot say here.
    return this.#add((table) => addFileRoutes(table as RouteTable<unknown>, this.#snapshot?.routes ?? []));
  }

  notFound(answer: Route<State> | Middleware<State>): this {
    return this.#add((table) => table.root.notFound = toRoute(answer));
  }

  onError(path: string, answer: Route<State> | Middleware<State>): this {
    return this.#add((table) => table.root.at(path).errorRoute = toRoute(answer));
  }

  appWrapper(component: RouteComponent<State>): this {
    return this.#add((table) => table.root.app = component);
  }

  layout(path: string, component: RouteComponent<State>, config: LayoutConfig = {}): this {
    return this.#add((table) => table.root.at(path).layout = { component, config });
  }

  /** The app as a function, for `Deno.serve`, `export default { fetch }` and tests. */
  handler(): AppHandler {
    const table = new RouteTable<State>();
    for (const step of this.#steps) step(table);
    const rootChain = table.root.chain();
    const { config } = this;
    const snapshot = this.#snapshot;

    return async (req, info = NO_INFO) => {
      const url = new URL(req.url);
      if (url.pathname.includes("//")) url.pathname = url.pathname.replace(/\/+/g, "/");
      const found = match(table, req.method, url.pathname);
      const route = found?.pattern ?? null;
      const allowed = found?.allowed ?? [];
      const ctx = new Context<State>({ req, url, info, route, params: found?.params ?? {}, config, snapshot });
      const last = (): Promise<Response> => {
        if (found === null) throw new HttpError(400);
        if (allowed.length === 0) throw new HttpError(404);
        if (req.method !== "OPTIONS") throw new HttpError(405);
        return Promise.resolve(new Response(null, { status: 204, headers: { allow: allowed.join(", ") } }));
      };
      const response = await runChain(found?.value ?? rootChain, ctx, last).catch(toResponse);
      if (response.status === 405 && allowed.length > 0) response.headers.set("allow", allowed.join(", "));
      if (req.method !== "HEAD" || response.body === null) return response;
      await response.body.cancel();
      return new Response(null, response);
    };
  }

  /** Serves the app, on the first free port from 8000 when none is given. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await serve(this.handler(), options);
  }

  #handle(method: Method | "ALL", path: string, handlers: Middleware<State>[]): this {
    return this.#add((table) => table.addHandlers(method, path, handlers));
  }

  #add(step: (table: RouteTable<State>) => void): this {
    this.#steps.push(step);
    return this;
  }
}

/** Null when the path cannot be decoded. */
function match<State>(table: RouteTable<State>, method: string, pathname: string) {
  try {
    return table.router.match(method, pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function toRoute<State>(answer: Route<State> | Middleware<State>): Route<State> {
  return typeof answer === "function" ? { handler: answer } : answer;
}

/** The answer to an error that no error page took. */
function toResponse(error: unknown): Response {
  if (!(error instanceof HttpError) || error.status >= 500) console.error(error);
  if (error instanceof HttpError) return new Response(error.message, { status: error.status });
  return new Response("Internal server error", { status: 500 });
}

const NO_ADDRESS: Deno.NetAddr = { transport: "tcp", hostname: "localhost", port: 0 };
const NO_INFO: Deno.ServeHandlerInfo = { remoteAddr: NO_ADDRESS, completed: Promise.resolve() };

export async function serve(handler: AppHandler, options: ListenOptions): Promise<void> {
  for (let port = options.port ?? 8000;; port++) {
    try {
      await Deno.serve({ ...options, port }, handler).finished;
      return;
    } catch (error) {
      if (options.port !== undefined || port >= 8019 || !(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
