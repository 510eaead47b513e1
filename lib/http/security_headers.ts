/** What every response tells browsers, so that a mistake elsewhere does the least harm. */
import type { Context } from "fresh";
import { isLoopback } from "../config.ts";
import type { State } from "../define.ts";
import { isHttps } from "./address.ts";

const CSP = "content-security-policy";
/** For what is no page: should a browser show it as one, it does nothing. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const YEAR_S = 365 * 86_400;

const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=(), midi=()",
};

/** A middleware around all others. `csp()` has given pages their policy already. */
export async function setSecurityHeaders(ctx: Context<State>): Promise<Response> {
  const response = await ctx.next();
  if (response.status === 101) return response;
  const { headers } = response;
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  if (!headers.get(CSP)?.includes("'nonce-")) headers.set(CSP, NOTHING);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  const isEncrypted = isHttps(ctx);
  if (isEncrypted) headers.set("strict-transport-security", `max-age=${YEAR_S}`);
  // Elsewhere browsers ignore it, and complain.
  if (isEncrypted || isLoopback(ctx.url.hostname)) headers.set("cross-origin-opener-policy", "same-origin");
  return response;
}
