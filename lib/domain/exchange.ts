/** A call and its answer as one: how people look at messages. Pure. */
import type { MessageView } from "./views.ts";

export type Frame = MessageView & { chargerId: string };

/**
 * `direction` is that of the call: `in` is asked by the charger, `out` by us. Either frame may be missing: the answer has
 * not come, or the call was before what is shown. What is no OCPP message, or a gap in the log, stands alone as `answer`.
 */
export interface Exchange {
  key: string;
  chargerId: string;
  direction: "in" | "out";
  action: string | null;
  /** ISO 8601. */
  at: string;
  call: Frame | null;
  answer: Frame | null;
}

export type ExchangeState = "waiting" | "answered" | "error" | "unreadable" | "gap";

export interface ExchangeFilter {
  chargerId?: string;
  action?: string;
  direction?: "in" | "out";
  errors?: boolean;
}

/** Exchanges, newest first, after more frames, oldest first; `most` lets the oldest fall out. */
export function withFrames(exchanges: Exchange[], frames: Frame[], most: number): Exchange[] {
  const all = exchanges.toReversed();
  for (const frame of frames) {
    const place = frame.type === "result" || frame.type === "error" ? findCall(all, frame) : -1;
    if (place < 0) all.push(begin(frame));
    else all[place] = { ...all[place], answer: frame };
  }
  return all.slice(-most).reverse();
}

function findCall(exchanges: Exchange[], { chargerId, messageId, direction }: Frame): number {
  return exchanges.findLastIndex(({ call, answer, chargerId: whose }) =>
    call !== null && answer === null && whose === chargerId && call.messageId === messageId &&
    call.direction !== direction
  );
}

function begin(frame: Frame): Exchange {
  const { chargerId, type, action, at, messageId } = frame;
  const isAnswer = type === "result" || type === "error";
  const direction = isAnswer ? opposite(frame.direction) : frame.direction;
  const isCall = type === "call";
  return {
    key: `${at} ${direction} ${messageId} ${chargerId}`,
    chargerId,
    direction,
    action,
    at,
    call: isCall ? frame : null,
    answer: isCall ? null : frame,
  };
}

function opposite(direction: "in" | "out"): "in" | "out" {
  return direction === "in" ? "out" : "in";
}

export function stateOfExchange({ answer }: Exchange): ExchangeState {
  switch (answer?.type) {
    case undefined:
      return "waiting";
    case "error":
    case "unreadable":
    case "gap":
      return answer.type;
    default:
      return "answered";
  }
}

export function isExchangeShown(exchange: Exchange, { chargerId, action, direction, errors }: ExchangeFilter): boolean {
  const state = stateOfExchange(exchange);
  return (chargerId === undefined || chargerId === exchange.chargerId) &&
    (action === undefined || action.toLowerCase() === exchange.action?.toLowerCase()) &&
    (direction === undefined || direction === exchange.direction) &&
    (errors !== true || state === "error" || state === "unreadable");
}
