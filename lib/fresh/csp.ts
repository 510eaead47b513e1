/** Tells browsers what a page may load and run. */
import { nonceOf } from "./render.ts";
import type { Middleware } from "./route.ts";

export interface CSPOptions {
  /** Report violations, allow them. */
  reportOnly?: boolean;
  /** The address that violations are reported to. */
  reportTo?: string;
  /** Directives that are added, or take the place of a default one. */
  csp?: string[];
  /** Allow inline only what was rendered in this response, by its nonce. */
  useNonce?: boolean;
}

/**
 * A middleware that sets Content-Security-Policy.
 *
 * `upgrade-insecure-requests` is not among the defaults: on a LAN this app is served by plain http.
 */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, csp = [], useNonce = false } = options;
  const report = reportTo === undefined ? [] : ["report-to csp-endpoint", `report-uri ${reportTo}`];
  const byName = new Map([...DEFAULTS, ...csp, ...report].map((directive) => [directive.split(" ")[0], directive]));
  const policy = [...byName.values()].join("; ");
  const header = reportOnly ? "content-security-policy-report-only" : "content-security-policy";

  return async (ctx) => {
    const response = await ctx.next();
    const nonce = useNonce ? nonceOf.get(response) : undefined;
    const value = nonce === undefined ? policy : policy.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`);
    response.headers.set(header, value);
    if (reportTo !== undefined) response.headers.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    return response;
  };
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];
