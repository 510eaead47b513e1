/** The tree of path segments, each with the middlewares, layout and error page that hold below it. */
import { type Context, UI } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { renderRoute } from "./render_route.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent } from "./route.ts";

export interface Layout<State> {
  component: RouteComponent<State>;
  config: LayoutConfig;
}

export class Segment<State> {
  middlewares: Middleware<State>[] = [];
  layout: Layout<State> | null = null;
  errorRoute: Route<State> | null = null;
  /** Only read at the root. */
  app: RouteComponent<State> | null = null;
  /** Only read at the root. */
  notFound: Route<State> | null = null;
  #children = new Map<string, Segment<State>>();
  #parent: Segment<State> | null;
  #root: Segment<State>;

  constructor(parent: Segment<State> | null = null) {
    this.#parent = parent;
    this.#root = parent === null ? this : parent.#root;
  }

  /** The segment at a path below this one, made when it is not there. `*` and `/` are this one. */
  at(path: string): Segment<State> {
    if (path === "*" || path === "/*") return this;
    return path.split("/").filter((name) => name !== "").reduce<Segment<State>>(
      (parent, name) => parent.#child(name),
      this,
    );
  }

  /** What a request for a route here passes, outermost first. Later additions to the tree do not change it. */
  chain(): Middleware<State>[] {
    return [...this.#parent?.chain() ?? [], ...scope(this, this.#root), ...this.middlewares];
  }

  #child(name: string): Segment<State> {
    const child = this.#children.get(name) ?? new Segment(this);
    this.#children.set(name, child);
    return child;
  }
}

/** Puts a segment's layout into effect, and catches what is thrown below it. */
function scope<State>(segment: Segment<State>, root: Segment<State>): Middleware<State>[] {
  const { layout, app, errorRoute } = segment;
  if (segment !== root && layout === null && errorRoute === null) return [];
  return [async (ctx) => {
    const outside = ctx[UI];
    const inside = { ...outside, app: app ?? outside.app };
    if (layout !== null) {
      if (layout.config.skipAppWrapper) inside.app = null;
      inside.layouts = [...(layout.config.skipInheritedLayouts ? [] : outside.layouts), layout.component];
    }
    ctx[UI] = inside;
    try {
      return await ctx.next();
    } catch (error) {
      ctx[UI] = inside;
      const status = error instanceof HttpError ? error.status : 500;
      if (status === 404 && root.notFound !== null) return await renderRoute(ctx, root.notFound);
      if (errorRoute !== null) return await renderRoute(ctx, errorRoute, status);
      throw error;
    } finally {
      ctx[UI] = outside;
    }
  }];
}

/** Passes a request along a chain; `last` answers when nobody did. */
export async function runChain<State>(
  chain: Middleware<State>[],
  ctx: Context<State>,
  last: () => Promise<Response>,
  position = 0,
): Promise<Response> {
  ctx.next = () => runChain(chain, ctx, last, position + 1);
  try {
    if (position === chain.length) return await last();
    const response = await chain[position](ctx);
    if (response instanceof Response) return response;
    throw new TypeError(`Expected a Response from a handler of "${ctx.url.pathname}", got ${Deno.inspect(response)}`);
  } catch (error) {
    ctx.error = error;
    throw error;
  }
}
