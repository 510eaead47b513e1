/** `ws://…/ocpp/:id`: where chargers connect. */
import { define } from "../../lib/define.ts";
import { acceptCharger } from "../../lib/http/charger_link.ts";

export const handler = define.handlers({ GET: acceptCharger });
