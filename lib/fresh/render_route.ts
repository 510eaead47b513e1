/** Runs a route's handler for the request's method, and draws its component with the data that came back. */
import { type Context, UI } from "./context.ts";
import { toElement } from "./page_tree.ts";
import type { HandlerFn, Method, Route, RouteHandler } from "./route.ts";

export async function renderRoute<State>(ctx: Context<State>, route: Route<State>, status = 200): Promise<Response> {
  const { app, layouts } = ctx[UI];
  ctx[UI] = {
    app: route.config?.skipAppWrapper ? null : app,
    layouts: route.config?.skipInheritedLayouts ? [] : layouts,
  };
  const handler = handlerFor(route, ctx.req.method);
  if (handler === null) return await ctx.next();
  const result = await handler(ctx);
  if (result instanceof Response) return result;

  ctx.data = result.data;
  const vnode = route.component === undefined ? null : await toElement(ctx, route.component, result.data);
  if (vnode instanceof Response) return vnode;
  return await ctx.render(vnode, { status: result.status ?? status, headers: result.headers });
}

function handlerFor<State>(route: Route<State>, method: string): HandlerFn<unknown, State> | null {
  const { handler, component } = route;
  const draw = component === undefined ? null : () => ({ data: {} });
  if (handler === undefined) return draw;
  if (!isByMethod(handler)) return handler;
  const get = handler.GET ?? draw;
  if (method === "GET") return get;
  // A method the table does not know is undefined, as any missing one is.
  return handler[method as Method] ?? (method === "HEAD" ? get : null);
}

function isByMethod<State>(
  handler: RouteHandler<unknown, State>,
): handler is Exclude<typeof handler, HandlerFn<unknown, State>> {
  return typeof handler === "object";
}
