/** `ws://…/ocpp/:id`: where chargers connect. */
import { define } from "../../lib/define.ts";
import { HttpError } from "fresh";

export const handler = define.handlers({
  async GET(ctx) {
    const { endpoint, config } = ctx.state.services;
    const { headers } = ctx.req;
    if (headers.get("upgrade")?.toLowerCase() !== "websocket") {
      throw new HttpError(426, "This address is for chargers: connect to it by WebSocket, subprotocol ocpp1.6");
    }
    if (isForeignPage(ctx.req)) {
      throw new HttpError(403, "A page of another site may not pose as a charger: connect from a page of this one");
    }
    const { remoteAddr } = ctx.info;
    const address = "hostname" in remoteAddr ? remoteAddr.hostname : null;
    const admission = await endpoint.admit(
      new URL(ctx.req.url).pathname,
      headers.get("sec-websocket-protocol"),
      address,
    );
    if (admission.type === "refused") throw new HttpError(admission.status, admission.reason);
    const { socket, response } = ctx.upgrade({ idleTimeout: config.idleTimeoutS });
    if (admission.type === "unspoken") {
      socket.onopen = () => socket.close(1002, "No common subprotocol");
      return response;
    }
    response.headers.set("sec-websocket-protocol", admission.protocol);
    endpoint.serve(socket, admission);
    return response;
  },
});

/** A browser names the page that connects; a charger's client names none, or whatever it likes. */
function isForeignPage({ headers }: Request): boolean {
  const origin = headers.get("origin");
  if (origin === null || !headers.get("user-agent")?.startsWith("Mozilla/")) return false;
  return URL.parse(origin)?.host !== headers.get("host");
}
