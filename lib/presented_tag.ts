/** The tag that was presented last at a charger, as the message log has it: Authorize is stored nowhere else. */
import type { Message } from "./domain/message.ts";
import { isSameTag } from "./domain/tag.ts";
import { toMessageView } from "./domain/shape.ts";

export interface PresentedTag {
  idTag: string;
  /** How it was answered: AuthorizationStatus. */
  status: string;
  at: string;
}

/** So much of the log is looked at: a charger that is busy with other things is not worth more. */
const MOST_CHUNKS = 60;

/**
 * The newest Authorize that was answered since `since` and not after `until` (epoch ms), of one tag or of any; null when
 * there is none.
 *
 * @param chunks newest first, each oldest first
 */
export async function findPresentedTag(
  chunks: AsyncIterable<{ messages: Message[] }>,
  { since, until = Infinity, idTag }: { since: number; until?: number; idTag?: string },
): Promise<PresentedTag | null> {
  let answer: Message | null = null;
  let looked = 0;
  for await (const { messages } of chunks) {
    for (const message of messages.toReversed()) {
      if (message.at < since) return null;
      if (message.action !== "Authorize" || message.at > until) continue;
      if (message.type === "result" && message.direction === "out") answer ??= message;
      else if (message.type === "call" && message.messageId === answer?.messageId) {
        const found = read(message, answer);
        if (idTag === undefined || (found !== null && isSameTag(found.idTag, idTag))) return found;
        answer = null;
      }
    }
    if (++looked === MOST_CHUNKS) return null;
  }
  return null;
}

function read(asked: Message, answered: Message): PresentedTag | null {
  const idTag = member(toMessageView(asked).payload, "idTag");
  const { at, payload } = toMessageView(answered);
  const status = member(member(payload, "idTagInfo"), "status");
  return idTag === undefined || typeof status !== "string" ? null : { idTag: String(idTag), status, at };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
