/** Lets chargers in by WebSocket: the handshake's answer, and its connection served. */
import { type Context, HttpError } from "fresh";
import { readChargerId } from "../../ocpp/handshake.ts";
import type { Refused } from "../../ocpp/handshake.ts";
import { isLoopback } from "../config.ts";
import type { State } from "../define.ts";
import { peerOf } from "./address.ts";
import { isFromElsewhere } from "./origin.ts";
import { foreseen, toPlainResponse } from "./problem.ts";

/**
 * A middleware before all that pages need: thousands of chargers come back at once, and none of them has a language, a
 * session or a use for static files.
 */
export async function letChargersIn(ctx: Context<State>): Promise<Response> {
  if (!isCharger(ctx)) return await ctx.next();
  try {
    return await acceptCharger(ctx);
  } catch (thrown) {
    const error = foreseen(thrown);
    const { log } = ctx.state.services;
    if (!(error instanceof HttpError)) log.error("Request failed", { path: ctx.url.pathname, error });
    return toPlainResponse(error);
  }
}

/**
 * Whether a charger connects: to `/ocpp/<its id>`, with or without a slash at the end, or to `/<its id>` because it cannot
 * be given a path (OCPP.Core). Nothing else upgrades there, and a subprotocol of OCPP says that it is no browser.
 */
function isCharger({ req, url: { pathname } }: Context<State>): boolean {
  if (!isUpgrade(req)) return false;
  if (/^\/ocpp\/[^/]+\/?$/.test(pathname)) return true;
  return /^\/(?!ocpp\/?$)[^/]+\/?$/.test(pathname) &&
    /(^|[\s,])ocpp/i.test(req.headers.get("sec-websocket-protocol") ?? "");
}

/**
 * Answers a charger's handshake. When it is refused, the Overview lists why.
 * @throws {HttpError} when it is none
 */
async function acceptCharger(ctx: Context<State>): Promise<Response> {
  const { endpoint, config, fleet } = ctx.state.services;
  const { headers } = ctx.req;
  if (isForeignPage(ctx)) {
    throw new HttpError(403, "A page of another site may not pose as a charger: connect from a page of this one");
  }
  const path = pathOf(ctx);
  const peer = peerOf(ctx);
  const admission = await endpoint.admit({
    ...peer,
    path,
    offered: headers.get("sec-websocket-protocol"),
    authorization: headers.get("authorization"),
  });
  if (admission.type === "refused") return refusal(admission);
  if (admission.type === "unspoken") {
    const { socket, response } = upgrade(ctx, config.idleTimeoutS, peer.address);
    socket.onopen = () => socket.close(1002, "No common subprotocol");
    return response;
  }
  const idleTimeoutS = fleet.stateOf(admission.chargerId)?.charger.idleTimeoutS ?? config.idleTimeoutS;
  const { socket, response } = upgrade(ctx, idleTimeoutS, peer.address);
  if (admission.isNamed) response.headers.set("sec-websocket-protocol", admission.protocol);
  endpoint.serve(socket, admission);
  return response;
}

/** What a charger without the right password is told does not tell whether there is such a charger. */
function refusal({ status, reason, retryAfterS }: Refused): Response {
  const headers = new Headers();
  if (status === 401) headers.set("www-authenticate", 'Basic realm="OCPP"');
  if (retryAfterS !== undefined) headers.set("retry-after", String(retryAfterS));
  return new Response(status === 401 ? "Log in with the charger's id and its password" : reason, { status, headers });
}

function isUpgrade({ headers }: Request): boolean {
  return headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** The runtime refuses a handshake that lacks what WebSocket itself demands, such as the `Connection: Upgrade` token. */
function upgrade(ctx: Context<State>, idleTimeout: number, address: string | null) {
  try {
    return ctx.upgrade({ idleTimeout });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const reason = `Its handshake is no WebSocket handshake: ${error.message}`;
    ctx.state.services.endpoint.refused({ chargerId: readChargerId(pathOf(ctx)), address, reason });
    throw new HttpError(400, reason);
  }
}

/** As it was sent: the id is decoded once, and `//` is worth a note. */
function pathOf(ctx: Context<State>): string {
  return new URL(ctx.req.url).pathname;
}

/**
 * A browser names the page that connects; a charger's client names none, or whatever it likes. Where only this machine
 * reaches us, a page by a name that is neither this machine's nor in PUBLIC_URL gave itself that name.
 */
function isForeignPage(ctx: Context<State>): boolean {
  const { headers } = ctx.req;
  if (headers.get("user-agent")?.startsWith("Mozilla/") !== true) return false;
  const { exposedBy, publicUrl } = ctx.state.services.config;
  const origin = headers.get("origin");
  const isNamed = exposedBy !== null || isLoopback(ctx.url.hostname) || origin === URL.parse(publicUrl ?? "")?.origin;
  return (origin !== null && !isNamed) || isFromElsewhere(ctx);
}
