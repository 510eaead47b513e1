/** What a simulated charger answers to the central system's calls. One row a command. */
import { z } from "zod";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import type { Call, CallError, CallResult } from "../ocpp/frame.ts";
import type { Configuration } from "./configuration.ts";
import type { Connector } from "./connector.ts";
import type { Registration } from "./registration.ts";

/** What a command may do with a charger. */
export interface Commanded {
  readonly configuration: Configuration;
  readonly connectors: Connector[];
  readonly registration: Registration;
  reboot(reason: "HardReset" | "SoftReset"): void;
  call(action: string, payload: object): Promise<CallOutcome>;
  tellStatus(connectorId: number): void;
  /** Connector 0 is the charger and all its outlets. */
  setOperative(connectorId: number, isOperative: boolean): "Accepted" | "Scheduled" | "Rejected";
}

/** Null: the payload is not what the command takes. */
type Command = (payload: unknown, charger: Commanded) => object | null;

function command<Request>(schema: z.ZodType<Request>, run: (request: Request, charger: Commanded) => object): Command {
  return (payload, charger) => {
    const request = schema.safeParse(payload);
    return request.success ? run(request.data, charger) : null;
  };
}

const accepted = { status: "Accepted" };
const rejected = { status: "Rejected" };

/** What TriggerMessage can ask for, and of which connectors. */
const triggers: Record<string, (charger: Commanded, connectorIds: number[]) => void> = {
  BootNotification: ({ registration }) => registration.boot(),
  DiagnosticsStatusNotification: (charger) => charger.call("DiagnosticsStatusNotification", { status: "Idle" }),
  FirmwareStatusNotification: (charger) => charger.call("FirmwareStatusNotification", { status: "Idle" }),
  Heartbeat: (charger) => charger.call("Heartbeat", {}),
  MeterValues(charger, connectorIds) {
    for (const one of charger.connectors) if (connectorIds.includes(one.connectorId)) one.sendMeterValues("Trigger");
  },
  StatusNotification(charger, connectorIds) {
    for (const connectorId of connectorIds) charger.tellStatus(connectorId);
  },
};

const commands: Record<string, Command> = {
  ChangeAvailability: command(
    z.object({ connectorId: z.int(), type: z.enum(["Operative", "Inoperative"]) }),
    ({ connectorId, type }, charger) => ({ status: charger.setOperative(connectorId, type === "Operative") }),
  ),
  ChangeConfiguration: command(z.object({ key: z.string(), value: z.string() }), ({ key, value }, charger) => {
    const status = charger.configuration.change(key, value);
    if (status === "Accepted" && key === "HeartbeatInterval") charger.registration.beat();
    return { status };
  }),
  ClearCache: command(z.object({}), () => accepted),
  GetConfiguration: command(
    z.object({ key: z.array(z.string()).optional() }),
    ({ key }, { configuration }) => configuration.list(key),
  ),
  RemoteStartTransaction: command(
    z.object({ connectorId: z.int().optional(), idTag: z.string() }),
    ({ connectorId, idTag }, { connectors, registration }) => {
      const connector = connectors.find((one) =>
        (connectorId === undefined || one.connectorId === connectorId) &&
        (one.status === "Available" || one.status === "Preparing")
      );
      // §4.2.1: not before the registration is accepted.
      if (connector === undefined || !registration.isAccepted) return rejected;
      connector.interrupt({ type: "start", idTag });
      return accepted;
    },
  ),
  RemoteStopTransaction: command(z.object({ transactionId: z.int() }), ({ transactionId }, { connectors }) => {
    const connector = connectors.find((one) => one.transaction?.transactionId === transactionId);
    connector?.interrupt({ type: "stop", reason: "Remote" });
    return connector === undefined ? rejected : accepted;
  }),
  Reset: command(z.object({ type: z.enum(["Hard", "Soft"]) }), ({ type }, charger) => {
    charger.reboot(`${type}Reset`);
    return accepted;
  }),
  TriggerMessage: command(
    z.object({ requestedMessage: z.string(), connectorId: z.int().optional() }),
    ({ requestedMessage, connectorId }, charger) => {
      if (!Object.hasOwn(triggers, requestedMessage)) return { status: "NotImplemented" };
      const all = [0, ...charger.connectors.map((one) => one.connectorId)];
      if (connectorId !== undefined && !all.includes(connectorId)) return rejected;
      triggers[requestedMessage](charger, connectorId === undefined ? all : [connectorId]);
      return accepted;
    },
  ),
  UnlockConnector: command(z.object({ connectorId: z.int() }), ({ connectorId }, { connectors }) => {
    const connector = connectors.find((one) => one.connectorId === connectorId);
    if (connector?.transaction) connector.interrupt({ type: "stop", reason: "UnlockCommand" });
    return { status: connector === undefined ? "NotSupported" : "Unlocked" };
  }),
};

/** Answers one call: what is no row of the table is `NotImplemented`. */
export function answerCommand(call: Call, charger: Commanded): CallResult | CallError {
  const { id, action } = call;
  if (!Object.hasOwn(commands, action)) {
    const description = `The simulated charger does not know ${action}`;
    return { type: "error", id, code: "NotImplemented", description, details: {} };
  }
  const payload = commands[action](call.payload, charger);
  if (payload !== null) return { type: "result", id, payload };
  return { type: "error", id, code: "FormationViolation", description: `Not a ${action}.req`, details: {} };
}
