/** What a build knows: the routes, the islands and where the browser finds them, the static files. */
import type { ComponentType } from "preact";
import type { RouteModule } from "./fs_routes.ts";

/** Where a page being developed listens for changes. */
export const ALIVE_URL = "/_frsh/alive";

export interface Island {
  name: string;
  exportName: string;
  component: ComponentType<Record<string, unknown>>;
  /** Address of its module in the browser, then of those it imports. */
  modules: string[];
}

export interface StaticFile {
  /** Where the bytes are: an address, or the bytes. */
  source: URL | Uint8Array<ArrayBuffer>;
  etag: string;
  type: string;
}

/** What a build writes, and `_fresh/snapshot.js` exports. Addresses of sources are relative to that file. */
export interface SnapshotData {
  buildId: string;
  runtime: string[];
  islands: { name: string; modules: string[]; mod: Record<string, unknown> }[];
  routes: { id: string; mod: RouteModule }[];
  files: Record<string, { source: string | Uint8Array<ArrayBuffer>; etag: string; type: string }>;
}

export interface Snapshot {
  root: string;
  buildId: string;
  runtime: string[];
  islands: Map<unknown, Island>;
  routes: { id: string; mod: RouteModule }[];
  files: Map<string, StaticFile>;
}

export function toSnapshot(data: SnapshotData, base: string): Snapshot {
  const islands = new Map<unknown, Island>();
  for (const { name, modules, mod } of data.islands) {
    for (const [exportName, component] of Object.entries(mod)) {
      if (!isComponent(component)) continue;
      const fullName = exportName === "default" ? name : `${name}_${exportName}`;
      islands.set(component, { name: fullName, exportName, component, modules });
    }
  }
  const files = new Map(
    Object.entries(data.files).map(([path, file]) => [path, {
      ...file,
      source: typeof file.source === "string" ? new URL(file.source, base) : file.source,
    }]),
  );
  const { buildId, runtime, routes } = data;
  return { root: decodeURIComponent(new URL("..", base).pathname), buildId, runtime, islands, routes, files };
}

/** Every function an island file exports is taken for a component. */
function isComponent(value: unknown): value is Island["component"] {
  return typeof value === "function";
}
