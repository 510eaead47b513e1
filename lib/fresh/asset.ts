/** Addresses of static files that may be cached for ever, because they carry the build they belong to. */

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

export const ASSET_KEY = "__frsh_c";

// Browser chunks live in /_fresh/js/<build id>/, so they need not be told; the server is told by its snapshot.
let buildId = IS_BROWSER ? new URL(import.meta.url).pathname.split("/")[3] : "dev";

export function setBuildId(id: string): void {
  buildId = id;
}

export function getBuildId(): string {
  return buildId;
}

/**
 * Adds the build to the address of a static file, so that it is served as immutable.
 *
 * Addresses of other hosts, relative ones, and those that have a build already are returned as they are.
 *
 * @example asset("/styles.css")  →  "/styles.css?__frsh_c=2f1c0a9be3d45f67"
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const url = new URL(path, "http://localhost");
  if (url.searchParams.has(ASSET_KEY)) return path;
  url.searchParams.set(ASSET_KEY, buildId);
  return url.pathname + url.search + url.hash;
}
