/** What belongs to one session: of its connector's statuses, of the commands, of the messages. Pure. */
import { member } from "./command_effect.ts";
import type { Exchange } from "./exchange.ts";
import type { StatusChange } from "./status_change.ts";
import type { CommandView, TransactionView } from "./views.ts";

/** What happened around a session, beside what it says itself. Times are ISO 8601. */
export interface SessionStory {
  /** Oldest first, from when the connector was taken until it was free again. */
  statuses: StatusMoment[];
  /** There are more, which are not told. */
  isCut: boolean;
  /** The tag as it was presented before the start; null when the message log has it no more, or nobody asked. */
  presented: { at: string; idTag: string; status: string } | null;
  /** Oldest first. */
  commands: CommandView[];
}

export interface StatusMoment extends Omit<StatusChange, "v" | "at"> {
  at: string;
}

type Name = Pick<TransactionView, "transactionId" | "connectorId" | "idTag">;

/** Of the changes before a start, newest first, those that led to it, oldest first. */
export function leadingTo(before: StatusChange[]): StatusChange[] {
  const first = before.findIndex(({ status }) => status !== "Preparing");
  return before.slice(0, first < 0 ? before.length : first).reverse();
}

/** Of the changes after an end, oldest first, those until the connector was free, or taken by the next one. */
export function leadingOut(after: StatusChange[]): StatusChange[] {
  const next = after.findIndex(({ status }) => status === "Preparing" || status === "Charging");
  const own = next < 0 ? after : after.slice(0, next);
  const free = own.findIndex(({ status }) => status === "Available" || status === "Reserved");
  return free < 0 ? own : own.slice(0, free + 1);
}

/** Whether a call and its answer are about this session, as far as they say: by its number, else its connector, else its tag. */
export function isMessageOf({ call, answer }: Pick<Exchange, "call" | "answer">, session: Name): boolean {
  const named = (name: string) => member(call?.payload, name) ?? member(answer?.payload, name);
  return isAbout(named, session);
}

/** Whether a command was about this session. */
export function isCommandOf({ payload }: Pick<CommandView, "payload">, session: Name): boolean {
  return isAbout((name) => member(payload, name), session);
}

function isAbout(named: (name: string) => unknown, { transactionId, connectorId, idTag }: Name): boolean {
  const [number, connector, tag] = ["transactionId", "connectorId", "idTag"].map(named);
  if (number !== undefined) return Number(number) === transactionId;
  if (connector !== undefined) return Number(connector) === connectorId;
  return typeof tag === "string" && tag.toLowerCase() === idTag.toLowerCase();
}
