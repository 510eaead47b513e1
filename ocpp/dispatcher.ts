/** Answers a charger's calls. The only place where a CALLERROR is made. */
import type { z } from "zod";
import type { Clock } from "../lib/clock.ts";
import { StartConflictError } from "../lib/domain/start_conflict.ts";
import { StoreDownError } from "../lib/domain/store_down.ts";
import type { Log } from "../lib/log.ts";
import type { AnyInbound, Version } from "./action.ts";
import type { Central } from "./central.ts";
import type { Call, CallError, CallResult, ErrorCode, MessageId } from "./frame.ts";
import { read } from "./read.ts";

export interface DispatcherOptions {
  version: Version;
  chargerId: string;
  central: Central;
  clock: Clock;
  log: Log;
}

/**
 * Makes the function that answers one charger's calls: parse, decide, record, then acknowledge.
 *
 * It never rejects. What cannot be recorded is answered `InternalError`, so that the charger sends it again.
 */
export function createDispatcher(options: DispatcherOptions): (call: Call) => Promise<CallResult | CallError> {
  const { version, chargerId, central, log } = options;
  const calls = new Map<string, number>();
  return async (call) => {
    const row = Object.hasOwn(version.fromCharger, call.action) ? version.fromCharger[call.action] : undefined;
    if (row === undefined) {
      central.note(chargerId, "action-unknown", call.action);
      return unknownAction(call, version);
    }
    const asked = readRequest(call, row);
    if (!asked.success) {
      const error = schemaError(call, asked.issues);
      central.note(chargerId, "message-refused", `${call.action}: ${error.description}`);
      return error;
    }
    const request = asked.data;
    const count = calls.get(call.action) ?? 0;
    calls.set(call.action, count + 1);
    if (isLookedAt(count)) {
      for (const { kind, detail } of version.oddities(call, request, row.members)) {
        central.note(chargerId, kind, detail);
      }
    }
    const { id, action } = call;
    try {
      const answer = row.mayConflict === true ? answerTwice : answerAndRecord;
      // While it waits for its commit a message is its facts, not what they were read from: thousands may wait at a time.
      return { type: "result", id, payload: await answer(options, row, request) };
    } catch (error) {
      // A store that is down is logged once, not for every message.
      if (!(error instanceof StoreDownError)) {
        log.error("Message could not be recorded", { charger: chargerId, action, error });
      }
      return callError(id, "InternalError", "The message could not be stored: send it again", {});
    }
  };
}

/** Told on another link at the same moment, the second answer gets the number the first one was given. */
function answerTwice(options: DispatcherOptions, row: AnyInbound, request: unknown): Promise<unknown> {
  return answerAndRecord(options, row, request).catch((error) => {
    if (error instanceof StartConflictError) return answerAndRecord(options, row, request);
    throw error;
  });
}

async function answerAndRecord(
  { chargerId, central, clock }: DispatcherOptions,
  row: AnyInbound,
  request: unknown,
): Promise<unknown> {
  const origin = { chargerId, receivedAt: clock.now() };
  const payload = await row.answer(request, central, origin);
  const facts = row.facts(request, payload, origin);
  if (facts.length > 0) await central.record(chargerId, facts);
  return payload;
}

function readRequest(call: Call, row: AnyInbound) {
  const usual = row.usual?.(call.payload) ?? null;
  return usual === null ? read(row.request, call.payload, MOST_ERRORS) : { success: true as const, data: usual };
}

/**
 * What a charger does oddly it does from the start, and looking costs as much as all the rest of a MeterValues: so the
 * first calls of each action on a link are looked at, and every 50th after.
 */
function isLookedAt(earlier: number): boolean {
  return earlier < 5 || earlier % 50 === 0;
}

function unknownAction(call: Call, version: Version): CallError {
  if (version.notSupported.includes(call.action)) {
    return callError(call.id, "NotSupported", `${call.action} is not taken from a charge point`, {});
  }
  return callError(call.id, "NotImplemented", `There is no action ${JSON.stringify(call.action.slice(0, 50))}`, {});
}

/** More would make an answer many times as long as the message. */
const MOST_ERRORS = 20;

/** `errorDetails` names each bad field: `{errors: [{path: "/meterValue/0/timestamp", message}]}`. */
function schemaError(call: Call, issues: z.core.$ZodIssue[]): CallError {
  const errors = issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
  const first = errors[0];
  const where = first.path === "" ? "The payload" : first.path;
  return callError(call.id, codeOf(issues[0], call.payload), `${where}: ${first.message}`.slice(0, 255), {
    errors,
  });
}

function pathOf({ path }: z.core.$ZodIssue): string {
  return path.map((part) => `/${String(part)}`).join("");
}

/**
 * The code for the first thing that breaks a schema.
 *
 * A member that is missing or stands too often or too seldom breaks its occurrence, a wrong JSON type its type, a value
 * out of its set or length its property; a payload that is no object is no payload.
 * @see OCPP-J 1.6 §4.2.3, table 7
 */
function codeOf(issue: z.core.$ZodIssue, payload: unknown): ErrorCode {
  if (issue.path.length === 0) return "FormationViolation";
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
      return isAbsent(valueAt(payload, issue.path)) ? "OccurenceConstraintViolation" : "TypeConstraintViolation";
    case "too_small":
    case "too_big":
      return issue.origin === "array" ? "OccurenceConstraintViolation" : "PropertyConstraintViolation";
    case "invalid_value":
      return codeOfValue(valueAt(payload, issue.path));
    default:
      return "PropertyConstraintViolation";
  }
}

/** One of a set of words was wanted. */
function codeOfValue(value: unknown): ErrorCode {
  if (isAbsent(value)) return "OccurenceConstraintViolation";
  return typeof value === "string" ? "PropertyConstraintViolation" : "TypeConstraintViolation";
}

/** A member that is null counts as absent (v16/fields). */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function valueAt(payload: unknown, path: PropertyKey[]): unknown {
  let value = payload;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function callError(id: MessageId, code: ErrorCode, description: string, details: unknown): CallError {
  return { type: "error", id, code, description, details };
}
