/** OCPP-J frames: text to CALL, CALLRESULT or CALLERROR and back. */
import { inEnglish, say, type Sentence } from "../lib/domain/sentence.ts";

/** Some chargers number their messages; such an id is sent back as it came. */
export type MessageId = string | number;

export interface Call {
  type: "call";
  id: MessageId;
  action: string;
  payload: unknown;
  odd?: FrameOddity;
}

export interface CallResult {
  type: "result";
  id: MessageId;
  payload: unknown;
  odd?: FrameOddity;
}

/** How a frame that was read as meant breaks the standard: no payload at all, or raw control characters in its text. */
export type FrameOddity = "payload-missing" | "frame-repaired";

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
  reason: Sentence;
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
/** Each character of an id may be written as six (`\\u0041`). */
const LONGEST_CALL_START = 6 * LONGEST_ID + 100;

/**
 * Reads one WebSocket message. Never throws.
 *
 * A payload that is null or missing is `{}` (§4.2.1 allows null). Blank text is `unreadable` without an id. Raw line
 * breaks in strings are kept, although JSON forbids them (lbbrhzn#649).
 * @see OCPP-J 1.6 §4.1.3, §4.2
 * @example '[2,"7","Heartbeat",{}]'  →  {type:"call", id:"7", action:"Heartbeat", payload:{}}
 */
export function parseFrame(text: string): AnyFrame {
  if (hasTooMany(text)) return unreadable(readableCallId(text), say("too-many-values", { most: MOST_VALUES }));
  try {
    return readFrame(JSON.parse(text));
  } catch {
    return parseBroken(text);
  }
}

/** No message has more that makes sense; to read a million takes so long that others notice. */
const MOST_VALUES = 100_000;

const QUOTE = 34, COMMA = 44, LIST = 91, BACKSLASH = 92, OBJECT = 123;

/** Each value, and each member's name, stands behind one of three characters. */
function hasTooMany(text: string): boolean {
  if (text.length <= MOST_VALUES) return false;
  let count = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) inString = !inString;
    else if (inString && code === BACKSLASH) i++;
    else if (!inString && (code === COMMA || code === LIST || code === OBJECT)) count++;
  }
  return count > MOST_VALUES;
}

/** Text that is no JSON, and would be if the control characters in its strings were written as JSON wants them. */
function parseBroken(text: string): AnyFrame {
  try {
    const frame = readFrame(JSON.parse(escapeControls(text)));
    return frame.type === "call" || frame.type === "result" ? { ...frame, odd: "frame-repaired" } : frame;
  } catch {
    return unreadable(readableCallId(text), say("no-json"));
  }
}

/** What is not read as meant any more. */
const MOST_CONTROLS = 10_000;

/** One pass, whatever the text: it comes from outside. */
function escapeControls(text: string): string {
  let escaped = "";
  let from = 0;
  let inString = false;
  for (let i = 0, left = MOST_CONTROLS; i < text.length && left > 0; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) inString = !inString;
    else if (inString && code === BACKSLASH) i++;
    else if (inString && code < 32) {
      escaped += `${text.slice(from, i)}\\u${code.toString(16).padStart(4, "0")}`;
      from = i + 1;
      left--;
    }
  }
  return escaped + text.slice(from);
}

function readFrame(json: unknown): AnyFrame {
  if (!Array.isArray(json)) return unreadable(null, say("no-array"));
  const [type, id] = json;
  if (!isMessageId(id)) return unreadable(null, say("no-message-id"));
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
      return unreadable(null, say("no-message-type"));
  }
}

function readCall(id: MessageId, json: unknown[]): Call | Unreadable {
  const action = json[2];
  if (typeof action !== "string" || action === "") return unreadable(id, say("no-action"));
  const call: Call = { type: "call", id, action, payload: json[3] ?? {} };
  return json.length > 3 ? call : { ...call, odd: "payload-missing" };
}

/** The answer to a CALL that cannot be read but for its id. */
export function refuseUnreadable(id: MessageId, reason: Sentence): CallError {
  return { type: "error", id, code: "FormationViolation", description: inEnglish(reason), details: {} };
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

function unreadable(id: MessageId | null, reason: Sentence): Unreadable {
  return { type: "unreadable", id, reason };
}

function isMessageId(id: unknown): id is MessageId {
  return Number.isSafeInteger(id) || (typeof id === "string" && id.length > 0 && id.length <= LONGEST_ID);
}

/** A number counts only with what ends it: the rest of a longer one may be cut off. */
const CALL_START = /^\s*\[\s*2\s*,\s*("(?:[^"\\]|\\.)*"|-?\d+(?=\s*,))/s;

/** The id of a CALL that was cut short or garbled behind its id. */
function readableCallId(text: string): MessageId | null {
  const written = CALL_START.exec(text.slice(0, LONGEST_CALL_START))?.[1];
  if (written === undefined) return null;
  try {
    const id: unknown = JSON.parse(escapeControls(written));
    return isMessageId(id) ? id : null;
  } catch {
    return null;
  }
}
