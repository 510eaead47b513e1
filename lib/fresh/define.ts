/** Identity functions that carry the type of an app's state into its routes. */
import type { AnyComponent } from "preact";
import type { HandlerByMethod, HandlerFn, Middleware, PageProps, RouteHandler } from "./route.ts";

export interface Define<State> {
  /** Types the handlers of a route. `Data` is inferred from what they give to `page()`, unless it is named. */
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(handlers: Handlers): Handlers;

  /** Types a page. `define.page<typeof handler>` gives it the data its handlers return. */
  page<
    Handler extends RouteHandler<unknown, State> = never,
    Data = Handler extends HandlerFn<infer Data, State> ? Data
      : Handler extends HandlerByMethod<infer Data, State> ? Data
      : never,
  >(render: AnyComponent<PageProps<Data, State>>): typeof render;

  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;

  layout(render: AnyComponent<PageProps<unknown, State>>): typeof render;
}

/** Makes the define functions for one type of state; a project calls it once and exports the result. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    middleware: (middleware) => middleware,
    layout: (render) => render,
  };
}
