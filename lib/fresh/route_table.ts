/** Everything an app was told, in order, as one router. Built once, when `handler()` is called. */
import { renderRoute } from "./render_route.ts";
import type { Method, Middleware, Route } from "./route.ts";
import { Router } from "./router.ts";
import { Segment } from "./segment.ts";

export class RouteTable<State> {
  readonly root = new Segment<State>();
  readonly router = new Router<Middleware<State>[]>();

  addHandlers(method: Method | "ALL", pattern: string, handlers: Middleware<State>[]): void {
    this.router.add(method, toPath(pattern), [...this.root.at(pattern).chain(), ...handlers]);
  }

  /** Without `methods`, the route answers those it has a handler for, and others get 405. */
  addRoute({ pattern, segment, route, methods }: {
    pattern: string;
    segment: string;
    route: Route<State>;
    methods?: "ALL";
  }): void {
    const chain: Middleware<State>[] = [...this.root.at(segment).chain(), (ctx) => renderRoute(ctx, route)];
    for (const method of methods === undefined ? methodsOf(route) : ["ALL" as const]) {
      this.router.add(method, toPath(pattern), chain);
    }
  }
}

function toPath(pattern: string): string {
  return pattern === "*" ? "/*" : pattern;
}

function methodsOf<State>({ handler, component }: Route<State>): (Method | "ALL")[] {
  if (typeof handler !== "object") return ["ALL"];
  // The type of the table says that its keys are methods.
  const methods = Object.keys(handler) as Method[];
  return component === undefined ? methods : [...new Set<Method>(["GET", ...methods])];
}
