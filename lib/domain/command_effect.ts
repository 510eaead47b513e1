/** What a command led to beyond its answer. Pure, and without schemas: browsers ask it too. */
import type { CommandView, TransactionView } from "./views.ts";

/** A charger waits so long for the plug at most (its ConnectionTimeOut). */
const REMOTE_START_MS = 10 * 60_000;
/** Most give up sooner. */
const USUAL_MS = 2 * 60_000;

/**
 * What became of a remote start that its charger accepted: the session that began, or `awaited`, or, when nobody plugs in
 * any more, `nothing`. Null for any other command.
 *
 * @param sessions the newest of the charger
 * @param now epoch ms
 */
export function effectOf(
  { action, payload, response, askedAt }: Pick<CommandView, "action" | "payload" | "response" | "askedAt">,
  sessions: TransactionView[],
  now: number,
): TransactionView | "awaited" | "nothing" | null {
  if (action !== "RemoteStartTransaction" || member(response, "status") !== "Accepted") return null;
  const [idTag, connectorId] = [String(member(payload, "idTag")).toLowerCase(), member(payload, "connectorId")];
  const asked = Date.parse(askedAt);
  const began = sessions.filter((one) => {
    const waited = Date.parse(one.startReceivedAt) - asked;
    return one.idTag.toLowerCase() === idTag && waited >= 0 && waited <= REMOTE_START_MS &&
      (connectorId === undefined || connectorId === one.connectorId);
  }).sort((a, b) => a.startReceivedAt < b.startReceivedAt ? -1 : 1).at(0);
  return began ?? (now - asked < USUAL_MS ? "awaited" : "nothing");
}

/** Answers that say no. */
const NO = /Rejected|Failed|Not|Unknown|Mismatch|Invalid|Revoked|Faulted|Occupied|Unavailable/;

/** Whether a charger's answer says that it will not, or could not. One without a status says yes. */
export function saysNo(response: unknown): boolean {
  const status = member(response, "status");
  return typeof status === "string" && NO.test(status);
}

/** A member of a JSON value. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** What an answer names as wrong, in the way that we do: `{errors: [{path}]}`, JSON pointers. */
export function wrongOnes(details: unknown): string[] {
  const errors = member(details, "errors");
  if (!Array.isArray(errors)) return [];
  return errors.map((one) => member(one, "path")).filter((path) => typeof path === "string");
}
