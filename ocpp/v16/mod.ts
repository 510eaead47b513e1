/** OCPP 1.6-J with its security extension. */
import type { Version } from "../action.ts";
import { fromCharger } from "./from_charger.ts";
import { odditiesOf } from "./oddities.ts";
import { toCharger } from "./to_charger.ts";

export const v16: Version = {
  subprotocol: "ocpp1.6",
  fromCharger,
  toCharger,
  oddities: odditiesOf,
  notSupported: Object.keys(toCharger).filter((action) => !Object.hasOwn(fromCharger, action)),
};
