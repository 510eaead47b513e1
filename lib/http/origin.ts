/** Which pages browsers may ask us from: our own. */
import type { Context } from "fresh";
import type { State } from "../define.ts";

/** Whether an origin is that of this server, as it is asked now or as PUBLIC_URL says. */
export function isOwnOrigin(origin: string, { url, state }: Context<State>): boolean {
  const { publicUrl } = state.services.config;
  return origin === url.origin || (publicUrl !== null && origin === URL.parse(publicUrl)?.origin);
}

/** Whether a browser says that a page of another site asks. What is no browser says nothing. */
export function isFromElsewhere(ctx: Context<State>): boolean {
  const { headers } = ctx.req;
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return false;
  const origin = headers.get("origin");
  return origin === null ? site !== null : !isOwnOrigin(origin, ctx);
}
