/** Serves the files of `static/` and the islands' modules. */
import { ASSET_KEY, getBuildId } from "./asset.ts";
import { SNAPSHOT } from "./context.ts";
import type { Middleware } from "./route.ts";
import type { StaticFile } from "./snapshot.ts";

/**
 * A middleware for the files a build found.
 *
 * A file asked for by an address that names the build is cached for a year, any other is asked for each time and
 * answered with 304 while it is the same. An address that names another build is redirected to the plain one.
 */
export function staticFiles<State>(): Middleware<State> {
  const bodies = new WeakMap<StaticFile, Uint8Array<ArrayBuffer>>();

  return async (ctx) => {
    const { req, url, config } = ctx;
    const file = ctx[SNAPSHOT]?.files.get(decodePath(url.pathname));
    if (file === undefined) return await ctx.next();
    if (req.method !== "GET" && req.method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const buildId = url.searchParams.get(ASSET_KEY);
    if (buildId !== null && buildId !== getBuildId()) {
      url.searchParams.delete(ASSET_KEY);
      return new Response(null, { status: 307, headers: { location: url.pathname + url.search } });
    }

    const isOfBuild = buildId !== null || url.pathname.startsWith(`/_fresh/js/${getBuildId()}/`);
    const headers = new Headers({
      "content-type": file.type,
      "vary": "If-None-Match",
      "etag": `W/"${file.etag}"`,
      "cache-control": isOfBuild && config.mode === "production"
        ? IMMUTABLE
        : "no-cache, no-store, max-age=0, must-revalidate",
    });
    if (req.headers.get("if-none-match")?.includes(`"${file.etag}"`)) {
      return new Response(null, { status: 304, headers });
    }
    const body = bodies.get(file) ?? (file.source instanceof URL ? await Deno.readFile(file.source) : file.source);
    if (config.mode === "production" && body.length < KEPT_BYTES) bodies.set(file, body);
    headers.set("content-length", String(body.length));
    return new Response(req.method === "HEAD" ? null : body, { headers });
  };
}

const IMMUTABLE = "public, max-age=31536000, immutable";
const KEPT_BYTES = 1024 * 1024;

function decodePath(pathname: string): string {
  if (!pathname.includes("%")) return pathname;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
