/** The table of OCPP versions: one row each, and the only place that lists them. */
import type { Version } from "./action.ts";
import { v16 } from "./v16/mod.ts";

const versions: Version[] = [v16];

export const subprotocols: string[] = versions.map(({ subprotocol }) => subprotocol);

/** The actions of every version, of both directions. */
export const actionNames: string[] = versions.flatMap(({ fromCharger, toCharger }) => [
  ...Object.keys(fromCharger),
  ...Object.keys(toCharger),
]);

/** The version of a subprotocol we chose, in whatever case the charger spelled it. */
export function versionOf(subprotocol: string): Version {
  const version = versions.find((one) => one.subprotocol === subprotocol.toLowerCase());
  if (version === undefined) {
    throw new Error(`Cannot speak "${subprotocol}": expected one of ${subprotocols.join(", ")}`);
  }
  return version;
}
