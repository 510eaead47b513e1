/** What a route is made of: handlers, a component, a config. The types every other file speaks. */
import type { AnyComponent } from "preact";
import type { Context } from "./context.ts";

export type Method = "HEAD" | "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";

/** Stands before a route. Answers itself, or returns `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

export interface HandlerFn<Data, State> {
  (ctx: Context<State>): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** What a page, layout, app wrapper or error page receives. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<Context<State>, "config" | "url" | "req" | "params" | "info" | "state" | "error" | "route" | "Component">
  & { data: Data };

export type RouteComponent<State> = AnyComponent<PageProps<unknown, State>>;

export interface LayoutConfig {
  /** Leave out the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** Leave out `_app`. */
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** A pattern that takes the place of the file's own. */
  routeOverride?: string;
}

export interface Route<State> {
  component?: RouteComponent<State>;
  config?: RouteConfig;
  handler?: RouteHandler<unknown, State>;
}

/** Gives data to the page component, with the status and headers its HTML is sent with. */
export function page<Data>(data: Data, options?: Omit<PageResponse<Data>, "data">): PageResponse<Data>;
export function page(): PageResponse<undefined>;
export function page(data?: unknown, options?: Omit<PageResponse<unknown>, "data">): PageResponse<unknown> {
  return { data, headers: options?.headers, status: options?.status };
}
