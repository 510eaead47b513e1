/** What an app imports as `fresh`. A stand-in for jsr:@fresh/core 2.3: its names, types and behaviour, as far as this project uses them. */
export { App, type AppConfig, type ListenOptions } from "./app.ts";
export { Context, type WebSocketHandlers, type WebSocketUpgradeOptions } from "./context.ts";
export { csp, type CSPOptions } from "./csp.ts";
export { csrf, type CsrfOptions } from "./csrf.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./http_error.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  type LayoutConfig,
  type Method,
  type Middleware,
  page,
  type PageProps,
  type PageResponse,
  type Route,
  type RouteConfig,
  type RouteHandler,
} from "./route.ts";
export { staticFiles } from "./static_files.ts";
