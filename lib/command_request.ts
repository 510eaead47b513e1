/** What an operator wants sent, held against the charger's version of OCPP: the request as it goes over the wire, or what is wrong. */
import type { AnyOutbound } from "../ocpp/action.ts";
import type { Supplies } from "../ocpp/central.ts";
import { versionOf } from "../ocpp/version.ts";
import { passwordIn } from "./authorization_key.ts";
import { isPassword, WANTED_PASSWORD } from "./domain/credential.ts";
import { type FieldError, fieldErrors } from "./field_errors.ts";
import { isObject, lengthAsJson } from "./json.ts";

/** Why nothing can be sent, whoever the charger is. */
export type BadRequest = { type: "no-action"; protocol: string } | { type: "bad-payload"; errors: FieldError[] };

export type ReadRequest = { type: "request"; request: unknown } | BadRequest;

/** Fills in what was left to the server, and checks what comes of it. */
export async function readRequest(
  { action, payload: given }: { action: string; payload: unknown },
  { supplies, ...to }: { protocol: string; chargerId: string; supplies: Supplies },
): Promise<ReadRequest> {
  const row = rowOf(to.protocol, action);
  if (row === undefined) return { type: "no-action", protocol: to.protocol };
  const payload = isObject(given) && row.complete !== undefined ? await row.complete(given, supplies, to) : given;
  const request = row.request.safeParse(payload);
  if (!request.success) return { type: "bad-payload", errors: fieldErrors(request.error) };
  const password = passwordIn(action, request.data);
  if (password !== null && !isPassword(password)) {
    return { type: "bad-payload", errors: [{ path: "/value", message: WANTED_PASSWORD }] };
  }
  return { type: "request", request: request.data };
}

export function rowOf(protocol: string, action: string): AnyOutbound | undefined {
  const { toCharger } = versionOf(protocol);
  return Object.hasOwn(toCharger, action) ? toCharger[action] : undefined;
}

/** Of a payload, and of an answer: KV takes values of 64 KiB. What is longer is in the message log, as far as that keeps it. */
const MOST_KEPT_CHARACTERS = 15_000;

export function isKeepable(value: unknown): boolean {
  return lengthAsJson(value) <= MOST_KEPT_CHARACTERS;
}

/** A payload as it is kept, or how long it was. */
export function keepablePayload(payload: unknown): unknown {
  return isKeepable(payload) ? payload : `Too long to be kept: ${lengthAsJson(payload)} characters`;
}
