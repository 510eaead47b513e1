/** OCPP 1.6, Remote Trigger profile: what the central system may send. */
import { outbound } from "../../action.ts";
import { extendedMessageTriggers, messageTriggers, triggerMessageStatuses } from "../enums.ts";
import { exactly, oneConnector } from "../exact.ts";
import { oneOf, payload } from "../fields.ts";

/** §6.51 */
export const triggerMessage = outbound({
  request: exactly({ requestedMessage: oneOf(messageTriggers), connectorId: oneConnector.optional() }),
  response: payload({ status: oneOf(triggerMessageStatuses) }),
});

/** Security whitepaper. */
export const extendedTriggerMessage = outbound({
  request: exactly({ requestedMessage: oneOf(extendedMessageTriggers), connectorId: oneConnector.optional() }),
  response: payload({ status: oneOf(triggerMessageStatuses) }),
});
