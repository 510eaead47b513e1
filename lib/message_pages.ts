/** Pages of the message log: filtered, newest first, at a bounded cost. */
import type { Message } from "./domain/message.ts";
import { toMessageView } from "./domain/shape.ts";
import type { MessageView, Page } from "./domain/views.ts";

export interface MessageFilter {
  action?: string;
  /** The number on the wire. */
  transactionId?: number;
  /** Epoch ms: only what came before. */
  before?: number;
  /** Only CALLERRORs and what could not be read. */
  errors?: boolean;
  /** With `errors` also the calls that were answered so. */
  withCalls?: boolean;
}

/** A page looks at no more chunks and messages than these; a rare match then takes several pages, some of them empty. */
const MOST_CHUNKS = 200;
const MOST_MESSAGES = 3_000;

/** Whole chunks are given, so a page may hold a few more than `limit`. `next` is the chunk to go on after. */
export async function pageOfMessages(
  chunks: AsyncIterable<{ id: string; messages: Message[] }>,
  filter: MessageFilter,
  limit: number,
): Promise<Page<MessageView>> {
  const items: MessageView[] = [];
  const calls = new Set<string>();
  const isMeant = (one: Message) => {
    if (filter.withCalls !== true || filter.errors !== true) return isWanted(one, filter);
    // Newest first: the answer is met before its call.
    if (one.type === "call" && calls.delete(`${one.direction} ${one.messageId}`)) return true;
    if (!isWanted(one, filter)) return false;
    if (one.type === "error") calls.add(`${one.direction === "in" ? "out" : "in"} ${one.messageId}`);
    return true;
  };
  let [lookedAt, messagesLookedAt] = [0, 0];
  let last: string | null = null;
  for await (const { id, messages } of chunks) {
    const isEnough = items.length >= limit || lookedAt === MOST_CHUNKS || messagesLookedAt >= MOST_MESSAGES;
    if (isEnough) return { items, next: last };
    items.push(...messages.toReversed().filter(isMeant).map(toMessageView));
    lookedAt++;
    messagesLookedAt += messages.length;
    last = id;
  }
  return { items, next: null };
}

function isWanted(message: Message, { action, transactionId, before, errors }: MessageFilter): boolean {
  if (action !== undefined && message.action !== action) return false;
  if (before !== undefined && message.at >= before) return false;
  if (errors === true && message.type !== "error" && message.type !== "unreadable") return false;
  return transactionId === undefined || namesTransaction(message.text, transactionId);
}

/** In a request as in an answer: `"transactionId": 7`, also as text. */
function namesTransaction(text: string, transactionId: number): boolean {
  return new RegExp(`"transactionId"\\s*:\\s*"?${transactionId}"?\\s*[,}]`).test(text);
}
