/** OCPP-J frames: text to CALL, CALLRESULT or CALLERROR and back. */

/** Some chargers number their messages; such an id is sent back as it came. */
export type MessageId = string | number;

export interface Call {
  type: "call";
  id: MessageId;
  action: string;
  payload: unknown;
}

export interface CallResult {
  type: "result";
  id: MessageId;
  payload: unknown;
}

export interface CallError {
  type: "error";
  id: MessageId;
  code: ErrorCode;
  description: string;
  details: unknown;
}

/** Text that is no frame. `id` is set when it is a CALL whose id can be read, so that it can be answered. */
export interface Unreadable {
  type: "unreadable";
  id: MessageId | null;
  reason: string;
}

export type AnyFrame = Call | CallResult | CallError | Unreadable;

/** As OCPP-J 1.6 §4.2.3 spells them, `Occurence` included. */
export const errorCodes = [
  "NotImplemented",
  "NotSupported",
  "InternalError",
  "ProtocolError",
  "SecurityError",
  "FormationViolation",
  "PropertyConstraintViolation",
  "OccurenceConstraintViolation",
  "TypeConstraintViolation",
  "GenericError",
] as const;
export type ErrorCode = typeof errorCodes[number];

const CALL = 2, CALLRESULT = 3, CALLERROR = 4;

/** OCPP-J 1.6 §4.1.4 says 36; longer ones are in the field, and cost nothing to send back. */
const LONGEST_ID = 255;

/**
 * Reads one WebSocket message. Never throws.
 *
 * A payload that is null or missing is `{}` (§4.2.1 allows null). Blank text is `unreadable` without an id.
 * @see OCPP-J 1.6 §4.1.3, §4.2
 * @example '[2,"7","Heartbeat",{}]'  →  {type:"call", id:"7", action:"Heartbeat", payload:{}}
 */
export function parseFrame(text: string): AnyFrame {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable(readableCallId(text), "The message is not valid JSON");
  }
  if (!Array.isArray(json)) return unreadable(null, "The message is not a JSON array");
  const [type, id] = json;
  if (!isMessageId(id)) return unreadable(null, "The message id is missing or not a string of 1 to 255 characters");
  switch (type) {
    case CALL:
      return readCall(id, json);
    case CALLRESULT:
      return { type: "result", id, payload: json[2] ?? {} };
    case CALLERROR:
      return {
        type: "error",
        id,
        code: errorCodes.find((code) => code === json[2]) ?? "GenericError",
        description: String(json[3] ?? ""),
        details: json[4] ?? {},
      };
    default:
      return unreadable(null, "The message type is not 2, 3 or 4");
  }
}

function readCall(id: MessageId, json: unknown[]): Call | Unreadable {
  const action = json[2];
  if (typeof action !== "string" || action === "") return unreadable(id, "The action is missing or not a string");
  return { type: "call", id, action, payload: json[3] ?? {} };
}

/** Writes a frame as compact JSON. */
export function writeFrame(frame: Call | CallResult | CallError): string {
  switch (frame.type) {
    case "call":
      return JSON.stringify([CALL, frame.id, frame.action, frame.payload]);
    case "result":
      return JSON.stringify([CALLRESULT, frame.id, frame.payload]);
    case "error":
      return JSON.stringify([CALLERROR, frame.id, frame.code, frame.description, frame.details]);
    default:
      return frame satisfies never;
  }
}

function unreadable(id: MessageId | null, reason: string): Unreadable {
  return { type: "unreadable", id, reason };
}

function isMessageId(id: unknown): id is MessageId {
  return typeof id === "number" || (typeof id === "string" && id.length > 0 && id.length <= LONGEST_ID);
}

const CALL_START = /^\s*\[\s*2\s*,\s*"([^"\\]{1,255})"/;

/** The id of a CALL that was cut short or garbled behind its id. */
function readableCallId(text: string): string | null {
  return CALL_START.exec(text)?.[1] ?? null;
}
