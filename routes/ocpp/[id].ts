/** `ws://…/ocpp/:id`: where chargers connect. Those that do are let in before any route (lib/http/charger_link.ts). */
import { HttpError } from "fresh";
import { define } from "../../lib/define.ts";

export const handler = define.handlers({
  GET() {
    throw new HttpError(426, "This address is for chargers: connect to it by WebSocket, subprotocol ocpp1.6");
  },
});
