/** Why a command was not sent to a charger. */
import type { BadRequest } from "./command_request.ts";

export type Refusal =
  | BadRequest
  | { type: "no-charger" }
  | { type: "offline"; since: string | null }
  | { type: "busy"; waiting: number };

/** In a sentence for programs. */
export function tellRefusal(refusal: Refusal, { chargerId, action }: { chargerId: string; action: string }): string {
  switch (refusal.type) {
    case "no-charger":
      return `There is no charger "${chargerId}"`;
    case "no-action":
      return `There is no "${action}" that ${refusal.protocol} lets us send`;
    case "bad-payload":
      return "The payload does not fit the standard, nothing was sent";
    case "offline":
      return `The charger is offline${refusal.since === null ? "" : ` since ${refusal.since}`}`;
    case "busy":
      return `${refusal.waiting} commands wait for this charger already`;
    default:
      return refusal satisfies never;
  }
}
