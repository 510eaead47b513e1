/** Every route of the app and the methods it has, as the router is given them. */
import { relative } from "node:path";
import { Builder } from "fresh/dev";
import { crawl } from "../lib/fresh/crawl.ts";
import { addFileRoutes } from "../lib/fresh/fs_routes.ts";
import { toFileUrl } from "../lib/fresh/paths.ts";
import { RouteTable } from "../lib/fresh/route_table.ts";

/** `methods` null: one function answers all of them. */
export interface ListedRoute {
  pattern: string;
  methods: string[] | null;
  isPage: boolean;
}

class ListingTable extends RouteTable<unknown> {
  readonly routes: ListedRoute[] = [];

  override addRoute(given: Parameters<RouteTable<unknown>["addRoute"]>[0]): void {
    super.addRoute(given);
    const { pattern, route: { handler, component } } = given;
    const named = typeof handler === "object" ? Object.keys(handler) : [];
    const drawn = component === undefined ? [] : ["GET"];
    const methods = typeof handler === "function" ? null : [...new Set([...drawn, ...named])];
    this.routes.push({ pattern, methods, isPage: component !== undefined });
  }
}

export async function listRoutes(): Promise<ListedRoute[]> {
  const { root, ...folders } = new Builder().config;
  const { routes } = await crawl(folders);
  const table = new ListingTable();
  addFileRoutes(
    table,
    await Promise.all(routes.map(async ({ id, path }) => ({ id, mod: await import(toFileUrl(path)) }))),
  );
  if (table.routes.length === 0) throw new Error(`Found no routes below "${relative(".", root)}"`);
  return table.routes;
}
