/** Files below `routes/` to entries of the route table. A file's id is its path there, without its ending. */
import type { HandlerByMethod, HandlerFn, Middleware, RouteComponent, RouteConfig } from "./route.ts";
import type { RouteTable } from "./route_table.ts";

/** What a route file may export. What it is used for depends on the file's name. */
export interface RouteModule {
  default?: RouteComponent<unknown>;
  handler?: HandlerFn<unknown, unknown> | HandlerByMethod<unknown, unknown> | Middleware<unknown>[];
  handlers?: RouteModule["handler"];
  config?: RouteConfig;
}

export interface RouteFile {
  id: string;
  mod: RouteModule;
}

/** Adds the files whose names begin with `_` first, then the routes, the most specific first. */
export function addFileRoutes(table: RouteTable<unknown>, files: RouteFile[]): void {
  for (const file of files) {
    if (SPECIAL.test(file.id)) addSpecial(table, file);
  }
  const routes = files.filter(({ id }) => !SPECIAL.test(id)).toSorted((a, b) => compareIds(a.id, b.id));
  for (const { id, mod } of routes) {
    const handler = handlerOf(mod, id);
    if (Array.isArray(handler)) {
      throw new TypeError(`Cannot use the array of handlers in "${id}": it is not a _middleware`);
    }
    const route = { component: mod.default, config: mod.config, handler };
    const pattern = mod.config?.routeOverride ?? toPattern(id, { groups: "drop" });
    table.addRoute({ pattern, segment: folderOf(id), route, methods: "ALL" });
  }
}

const SPECIAL = /\/_(app|middleware|layout|error|500|404)$/;

function addSpecial(table: RouteTable<unknown>, { id, mod }: RouteFile): void {
  const segment = table.root.at(folderOf(id));
  const handler = handlerOf(mod, id);
  const component = mod.default;
  const config = mod.config ?? {};
  switch (SPECIAL.exec(id)?.[1]) {
    case "app":
      table.root.app = component ?? null;
      break;
    case "layout":
      if (component !== undefined) segment.layout = { component, config };
      break;
    case "middleware": {
      // A `_middleware` exports what `define.middleware` takes: one function or several.
      const middlewares = [handler ?? component ?? []].flat() as Middleware<unknown>[];
      if (middlewares.some((middleware) => typeof middleware !== "function")) {
        throw new TypeError(`Cannot use "${id}": a _middleware does not choose by method`);
      }
      segment.middlewares.push(...middlewares);
      break;
    }
    default: {
      if (Array.isArray(handler)) throw new TypeError(`Cannot use "${id}": expected one handler, not an array`);
      const route = { component, config, handler };
      if (id.endsWith("/_404")) table.root.notFound = route;
      else segment.errorRoute = route;
    }
  }
}

function handlerOf(mod: RouteModule, id: string): RouteModule["handler"] {
  const handler = mod.handler ?? mod.handlers;
  if (handler === undefined && mod.default === undefined && mod.config === undefined) {
    throw new TypeError(`Cannot use the route file "${id}": expected an export of default, handler or config`);
  }
  return handler;
}

function folderOf(id: string): string {
  return toPattern(id.slice(0, id.lastIndexOf("/")), { groups: "keep" });
}

/** Turns `/a/(group)/[id]/[[opt]]/[...rest]` into `/a/:id{/:opt}?/:rest*`, and drops `index` at the end. */
function toPattern(id: string, { groups }: { groups: "keep" | "drop" }): string {
  const parts = id.split("/").slice(1).filter((part) => groups === "keep" || !isGroup(part));
  if (groups === "drop" && parts.at(-1) === "index") parts.pop();
  const path = parts.map((part) => {
    if (part.startsWith("[...")) return `/:${part.slice(4, -1)}*`;
    if (part.startsWith("[[")) return `{/:${part.slice(2, -2)}}?`;
    return "/" + part.replace(/\[(\w+)\]/g, ":$1");
  }).join("");
  return path === "" ? "/" : path;
}

function isGroup(part: string): boolean {
  return part.startsWith("(") && part.endsWith(")");
}

function compareIds(a: string, b: string): number {
  const partsOfB = toParts(b);
  for (const [i, part] of toParts(a).entries()) {
    const other = partsOfB[i];
    if (other === undefined) return -1;
    const difference = rank(part) - rank(other);
    if (difference !== 0) return difference;
    if (part !== other) return part < other ? -1 : 1;
  }
  return a.length - b.length;
}

function toParts(id: string): string[] {
  return id.split("/").filter((part) => part !== "" && !isGroup(part));
}

function rank(part: string): number {
  if (part.startsWith("[...")) return 4;
  if (part.startsWith("[[")) return 3;
  if (/^\[\w+\]$/.test(part)) return 2;
  return part.includes("[") ? 1 : 0;
}
