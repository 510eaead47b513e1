/** Refuses changes that another site's page asks a browser to make. */
import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./route.ts";

export interface CsrfOptions<State = unknown> {
  /** Origins that are allowed, instead of the one the app is served from. */
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

/**
 * A middleware that answers 403 to POST, PUT, PATCH and DELETE from elsewhere.
 *
 * Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin. A client that says neither is
 * no browser, and has no cookies to be misused.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  return (ctx) => {
    const { method, headers } = ctx.req;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return ctx.next();
    const site = headers.get("sec-fetch-site");
    if (site === "same-origin" || site === "none") return ctx.next();
    const origin = headers.get("origin");
    if (site === null && origin === null) return ctx.next();
    if (origin !== null && isAllowed(origin, ctx, options)) return ctx.next();
    throw new HttpError(403);
  };
}

function isAllowed<State>(value: string, ctx: Context<State>, { origin }: CsrfOptions<State>): boolean {
  if (origin === undefined) return value === ctx.url.origin;
  return typeof origin === "function" ? origin(value, ctx) : [origin].flat().includes(value);
}
