/** Lets a charger in by WebSocket: the handshake's answer, and its connection served. */
import { type Context, HttpError } from "fresh";
import type { State } from "../define.ts";
import { readChargerId } from "../../ocpp/handshake.ts";
import { addressOf } from "./address.ts";
import { isFromElsewhere } from "./origin.ts";

/**
 * Answers a charger's handshake.
 * @throws {HttpError} when it is refused; the Overview then lists why
 */
export async function acceptCharger(ctx: Context<State>): Promise<Response> {
  const { endpoint, config, fleet } = ctx.state.services;
  const { headers } = ctx.req;
  if (!isUpgrade(ctx.req)) {
    throw new HttpError(426, "This address is for chargers: connect to it by WebSocket, subprotocol ocpp1.6");
  }
  if (isForeignPage(ctx)) {
    throw new HttpError(403, "A page of another site may not pose as a charger: connect from a page of this one");
  }
  const address = addressOf(ctx);
  const admission = await endpoint.admit(pathOf(ctx), headers.get("sec-websocket-protocol"), address);
  if (admission.type === "refused") throw new HttpError(admission.status, admission.reason);
  if (admission.type === "unspoken") {
    const { socket, response } = upgrade(ctx, config.idleTimeoutS);
    socket.onopen = () => socket.close(1002, "No common subprotocol");
    return response;
  }
  const idleTimeoutS = fleet.stateOf(admission.chargerId)?.charger.idleTimeoutS ?? config.idleTimeoutS;
  const { socket, response } = upgrade(ctx, idleTimeoutS);
  if (admission.isNamed) response.headers.set("sec-websocket-protocol", admission.protocol);
  endpoint.serve(socket, admission);
  return response;
}

/**
 * Whether a charger connects where no route is: to `/ocpp/<its id>/`, or to `/<its id>` because it cannot be given a path
 * (OCPP.Core). Nothing else upgrades there, and a subprotocol of OCPP says that it is no browser.
 */
export function isChargerElsewhere(ctx: Context<State>): boolean {
  const { pathname } = ctx.url;
  if (!isUpgrade(ctx.req)) return false;
  if (/^\/ocpp\/[^/]+\/$/.test(pathname)) return true;
  return /^\/(?!ocpp\/?$)[^/]+\/?$/.test(pathname) &&
    /(^|[\s,])ocpp/i.test(ctx.req.headers.get("sec-websocket-protocol") ?? "");
}

function isUpgrade({ headers }: Request): boolean {
  return headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** The runtime refuses a handshake that lacks what WebSocket itself demands, such as the `Connection: Upgrade` token. */
function upgrade(ctx: Context<State>, idleTimeout: number): { socket: WebSocket; response: Response } {
  try {
    return ctx.upgrade({ idleTimeout });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const reason = `Its handshake is no WebSocket handshake: ${error.message}`;
    ctx.state.services.refusals.add({ chargerId: readChargerId(pathOf(ctx)), address: addressOf(ctx), reason });
    throw new HttpError(400, reason);
  }
}

/** As it was sent: the id is decoded once, and `//` is worth a note. */
function pathOf(ctx: Context<State>): string {
  return new URL(ctx.req.url).pathname;
}

/** A browser names the page that connects; a charger's client names none, or whatever it likes. */
function isForeignPage(ctx: Context<State>): boolean {
  return ctx.req.headers.get("user-agent")?.startsWith("Mozilla/") === true && isFromElsewhere(ctx);
}
