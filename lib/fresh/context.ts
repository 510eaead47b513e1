/** What a handler knows of its request, and the answers it can give. One for each request. */
import { Fragment, type FunctionComponent, h, isValidElement, type VNode } from "preact";
import type { AppConfig } from "./app.ts";
import { HttpError } from "./http_error.ts";
import { wrapInLayouts } from "./page_tree.ts";
import { nonceOf, renderHtml } from "./render.ts";
import type { LayoutConfig, RouteComponent } from "./route.ts";
import type { Snapshot } from "./snapshot.ts";

export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

export interface WebSocketUpgradeOptions {
  /** Seconds of silence after which the peer must have answered a ping; 0 never asks. */
  idleTimeout?: number;
  protocol?: string;
}

/** Where the framework keeps the app wrapper and layouts that hold for the route at hand. */
export const UI = Symbol("fresh ui");

/** Where the framework keeps what was built: islands and static files. */
export const SNAPSHOT = Symbol("fresh snapshot");

interface Ui<State> {
  app: RouteComponent<State> | null;
  layouts: RouteComponent<State>[];
}

export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  route: string | null;
  params: Record<string, string>;
  config: AppConfig;
  snapshot: Snapshot | null;
}

export class Context<State> {
  readonly req: Request;
  /** The address, with `//` collapsed. */
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  /** The pattern that matched. */
  readonly route: string | null;
  /** Parts of the path, decoded with `decodeURI`: `%2F` stays as it is. */
  readonly params: Record<string, string>;
  readonly config: AppConfig;
  // Middlewares fill it; the type says what it holds once they have.
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, for error pages. */
  error: unknown = null;
  /** Passes the request to whoever stands behind. */
  next: () => Promise<Response> = () => Promise.reject(new HttpError(404));
  Component: FunctionComponent = () => null;
  [UI]: Ui<State> = { app: null, layouts: [] };
  readonly [SNAPSHOT]: Snapshot | null;

  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this[SNAPSHOT] = init.snapshot;
  }

  /** Draws an element, within the layouts and app wrapper, as a document. */
  async render<P>(vnode: VNode<P> | null, init: ResponseInit = {}, config: LayoutConfig = {}): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new TypeError(`Cannot render ${Deno.inspect(vnode)}: expected an element`);
    }
    const layouts = config.skipInheritedLayouts ? [] : this[UI].layouts;
    const page = await wrapInLayouts(this, h(Fragment, null, vnode), layouts);
    if (page instanceof Response) return page;

    const app = config.skipAppWrapper ? null : this[UI].app;
    const { html, nonce, preload } = await renderHtml(this, page, app);
    if (html instanceof Response) return html;
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    if (preload !== "") headers.append("link", preload);
    const response = new Response(html, { ...init, headers });
    nonceOf.set(response, nonce);
    return response;
  }

  /** Sends the browser elsewhere. `//host` is taken as a path, so that nobody is sent to a foreign host by mistake. */
  redirect(pathOrUrl: string, status = 302): Response {
    const [, path, rest] = /^([^?#]*)(.*)$/s.exec(pathOrUrl) ?? ["", pathOrUrl, ""];
    const location = path.startsWith("/") ? path.replace(/\/+/g, "/") + rest : pathOrUrl;
    return new Response(null, { status, headers: { location } });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Sends what an iterable yields, as it comes; text as UTF-8. */
  stream<T extends string | Uint8Array>(
    source: Iterable<T> | AsyncIterable<T> | (() => Iterable<T> | AsyncIterable<T>),
    init?: ResponseInit,
  ): Response {
    const encoder = new TextEncoder();
    const toBytes = new TransformStream<string | Uint8Array, Uint8Array<ArrayBuffer>>({
      transform: (chunk, out) => out.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : new Uint8Array(chunk)),
    });
    const chunks: Iterable<T> | AsyncIterable<T> = typeof source === "function" ? source() : source;
    return new Response(ReadableStream.from<string | Uint8Array>(chunks).pipeThrough(toBytes), init);
  }

  /**
   * Makes the request a WebSocket. With handlers, they are attached and the response is returned; without, both are.
   *
   * @throws HttpError 400 when the request does not ask for a WebSocket.
   */
  upgrade(options?: WebSocketUpgradeOptions): { socket: WebSocket; response: Response };
  upgrade(handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): Response;
  upgrade(
    first: WebSocketHandlers | WebSocketUpgradeOptions = {},
    second?: WebSocketUpgradeOptions,
  ): { socket: WebSocket; response: Response } | Response {
    if (this.req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      throw new HttpError(400, "Expected a WebSocket upgrade request");
    }
    if (!isHandlers(first)) return Deno.upgradeWebSocket(this.req, first);
    const { socket, response } = Deno.upgradeWebSocket(this.req, second);
    socket.addEventListener("open", () => first.open?.(socket));
    socket.addEventListener("message", (event) => first.message?.(socket, event));
    socket.addEventListener("close", (event) => first.close?.(socket, event.code, event.reason));
    socket.addEventListener("error", (event) => first.error?.(socket, event));
    return response;
  }
}

function isHandlers(value: WebSocketHandlers | WebSocketUpgradeOptions): value is WebSocketHandlers {
  return ["open", "message", "close", "error"].some((name) => name in value);
}
